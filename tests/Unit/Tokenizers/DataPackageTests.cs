using System.IO.Compression;
using System.Reflection;
using CsCheck;
using Microsoft.ML.Tokenizers;
using Tito.Tokenizers;
using Tokenizer = Tito.Tokenizers.Tokenizer;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>
/// The rank files of Microsoft.ML.Tokenizers.Data beside that library's own tokenizer, on texts that its expressions over UTF-16 units read
/// as ours do: letters, digits, marks, symbols and white space within U+FFFF.
/// </summary>
public sealed class DataPackageTests
{
    private const string Frequent = "  the's I'LL \r\n\n\t/don't 2026 camelCaseHTTP";

    private static readonly Gen<string> Texts = Gen
        .OneOf(Gen.Int[0x20, 0x7E], Gen.Int[0x20, 0x7E], Gen.Int[0xA1, 0x17E], Gen.Int[0x180, 0xD7FF], Gen.Int[0, Frequent.Length - 1].Select(at => (int)Frequent[at]))
        .Where(code => char.IsLetterOrDigit((char)code) || char.IsPunctuation((char)code) || char.IsWhiteSpace((char)code))
        .Array[0, 60]
        .Select(codes => string.Concat(codes.Select(code => (char)code)));

    [Fact]
    public void LoadTiktoken_OfO200k_EqualsTheLibraryThatShipsIt() =>
        Compare("O200kBase", "o200k_base", TiktokenPatterns.O200k, new() { ["<|endoftext|>"] = 199_999, ["<|endofprompt|>"] = 200_018 });

    [Fact]
    public void LoadTiktoken_OfCl100k_EqualsTheLibraryThatShipsIt() =>
        Compare("Cl100kBase", "cl100k_base", TiktokenPatterns.Cl100k, new() { ["<|endoftext|>"] = 100_257, ["<|endofprompt|>"] = 100_276 });

    private static void Compare(string package, string encoding, string pattern, Dictionary<string, int> specialTokens)
    {
        var ours = Tokenizer.LoadTiktoken(ReadRanks(package, encoding), pattern, specialTokens);
        var theirs = TiktokenTokenizer.CreateForEncoding(encoding);

        Texts.Sample(text => Assert.Equal(theirs.EncodeToIds(text, considerPreTokenization: true, considerNormalization: false), ours.Encode(text, SpecialTokens.Parse)), iter: 300);
        Assert.Equal(specialTokens.Values, ours.Encode(string.Concat(specialTokens.Keys), SpecialTokens.Parse));
    }

    private static byte[] ReadRanks(string package, string encoding)
    {
        var assembly = Assembly.Load($"Microsoft.ML.Tokenizers.Data.{package}");
        using var inflated = new DeflateStream(assembly.GetManifestResourceStream($"{encoding}.tiktoken.deflate")!, CompressionMode.Decompress);
        using var ranks = new MemoryStream();
        inflated.CopyTo(ranks);
        return ranks.ToArray();
    }
}
