using Tito.Server.Options;
using Tito.Tests.Support;
using Tito.Tokenizers;

namespace Tito.Tests.Integration.FunctionApp;

public sealed class TokenizerSnapshotTests
{
    private const string Text = "naïve 🙂 中文 <|im_end|> 12345";

    [Fact]
    public void Load_WritesASnapshotBesideTheAssetAndReadsItTheNextTime()
    {
        using var folder = new TempFolder();
        var (path, asset) = Asset(folder);

        var first = TokenizerSnapshot.Load(path, asset);
        var snapshot = Assert.Single(Directory.GetFiles(folder.Path, "*.snapshot"));
        var written = File.GetLastWriteTimeUtc(snapshot);
        var second = TokenizerSnapshot.Load(path, asset);

        Assert.Contains(Convert.ToHexStringLower(first.Identity), snapshot, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(snapshot));
        Assert.Equal(ServedModel.Tokenizer.Encode(Text, SpecialTokens.Parse), second.Encode(Text, SpecialTokens.Parse));
    }

    [Fact]
    public void Load_WhenTheSnapshotIsPoisoned_BuildsItAnew()
    {
        using var folder = new TempFolder();
        var (path, asset) = Asset(folder);
        TokenizerSnapshot.Load(path, asset);
        var snapshot = Directory.GetFiles(folder.Path, "*.snapshot").Single();
        var whole = File.ReadAllBytes(snapshot);
        var poisoned = whole.ToArray();
        poisoned[poisoned.Length / 2] ^= 1;
        File.WriteAllBytes(snapshot, poisoned);

        var tokenizer = TokenizerSnapshot.Load(path, asset);

        Assert.Equal(whole, File.ReadAllBytes(snapshot));
        Assert.Equal(ServedModel.Tokenizer.Encode(Text, SpecialTokens.Parse), tokenizer.Encode(Text, SpecialTokens.Parse));
    }

    private static (string Path, CheckpointFiles Asset) Asset(TempFolder folder)
    {
        var asset = File.ReadAllBytes(Path.Combine(AssetFolder.Find(null), "tokenizer.json"));
        File.WriteAllBytes(folder.File("tokenizer.json"), asset);
        return (folder.File("tokenizer.json"), new("tokenizer.json", asset, "{}"u8.ToArray()));
    }
}
