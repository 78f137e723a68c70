using System.Security.Cryptography;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class SnapshotTests
{
    private static readonly Tokenizer Tiny = TinyTokenizer.Load();

    [Fact]
    public void LoadSnapshot_OfToSnapshot_IsTheSameTokenizer()
    {
        var again = Tokenizer.LoadSnapshot(Tiny.ToSnapshot(), Tiny.Identity);

        Assert.Equal(Tiny.Identity, again.Identity);
        Assert.Equal(Tiny.VocabularySize, again.VocabularySize);
        Assert.Equal(Tiny.AddedTokens, again.AddedTokens);
        Assert.Equal([259, 257, 32, 258, 256], again.Encode("<t>abc <s>ab", SpecialTokens.Parse));
        Assert.Equal("<t>abc", again.Decode([259, 257, 258], skipSpecialTokens: true));
        Assert.Equal(Tiny.ToSnapshot(), again.ToSnapshot());
    }

    [Fact]
    public void LoadSnapshot_WhenAnyByteChanges_IsRefused()
    {
        var snapshot = Tiny.ToSnapshot();
        for (var at = 0; at < snapshot.Length; at += 7)
        {
            snapshot[at] ^= 0x20;
            Assert.Throws<AssetException>(() => Tokenizer.LoadSnapshot(snapshot, Tiny.Identity));
            snapshot[at] ^= 0x20;
        }
    }

    [Fact]
    public void LoadSnapshot_WhenItIsOfAnotherAsset_IsRefusedWithBothIdentities()
    {
        var other = SHA256.HashData("other"u8);

        var exception = Assert.Throws<AssetException>(() => Tokenizer.LoadSnapshot(Tiny.ToSnapshot(), other));

        var (stated, wanted) = (Convert.ToHexStringLower(Tiny.Identity), Convert.ToHexStringLower(other));
        Assert.Equal($"snapshot: stands for the asset {stated}, not {wanted}.", exception.Message);
    }

    [Fact]
    public void LoadSnapshot_WhenItIsCutShort_IsRefused()
    {
        var snapshot = Tiny.ToSnapshot();
        for (var length = 0; length < snapshot.Length; length += 97)
        {
            Assert.Throws<AssetException>(() => Tokenizer.LoadSnapshot(snapshot.AsMemory(0, length), Tiny.Identity));
        }
    }

    [Fact]
    public void LoadSnapshot_WhenATokenIsNoUtf8AndTheSumIsRight_IsRefused()
    {
        const int sumAt = 8;
        var snapshot = Tiny.ToSnapshot();
        snapshot[snapshot.AsSpan().IndexOf("ababc"u8) + 4] = 0xC3;
        SHA256.HashData(snapshot.AsSpan(sumAt + SHA256.HashSizeInBytes)).CopyTo(snapshot, sumAt);

        var exception = Assert.Throws<AssetException>(() => Tokenizer.LoadSnapshot(snapshot, Tiny.Identity));

        Assert.Equal("snapshot: holds values that do not fit together.", exception.Message);
    }
}
