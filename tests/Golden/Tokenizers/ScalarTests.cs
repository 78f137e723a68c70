using System.Security.Cryptography;
using System.Text;
using Tito.Tokenizers;

namespace Tito.Tests.Golden.Tokenizers;

/// <summary>
/// What each normalizer of the corpus makes of every Unicode scalar, against the reference's digests: the ids of a tokenizer that has each
/// byte give the normalized text back.
/// </summary>
public sealed class ScalarTests
{
    private const int BlockLength = 4096;

    private static IEnumerable<int> All => Enumerable.Range(0, 0x110000).Where(code => code is < 0xD800 or > 0xDFFF);

    [Theory]
    [InlineData("Lowercase")]
    [InlineData("NFC")]
    [InlineData("NFD")]
    [InlineData("NFKC")]
    [InlineData("NFKD")]
    public void EncodeAndDecode_OfEveryScalar_GiveTheTextOfTheReference(string normalizer)
    {
        var tokenizer = ComponentTests.Load($"normalizer-{normalizer}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in All.Chunk(BlockLength))
        {
            var text = string.Concat(block.Select(code => char.ConvertFromUtf32(code) + "\n"));
            hash.AppendData(Encoding.UTF8.GetBytes(tokenizer.Decode(tokenizer.Encode(text, SpecialTokens.Parse).AsSpan(), skipSpecialTokens: false)));
        }

        Assert.Equal(
            GoldenFiles.Json("tokenizers/scalars.json").GetProperty(normalizer).GetString(), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
