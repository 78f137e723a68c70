using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>A seal has the first eight hexadecimal digits of SHA-256 of each line.</summary>
public sealed class ScenarioSealTests
{
    private const string Body = "{\"a\":1,\n\"b\":2,\n";

    private static string Seal { get; } = $"\"seal\": [\"{Hash("{\"a\":1,")}\", \"{Hash("\"b\":2,")}\"]}}\n";

    [Fact]
    public void Check_OfAFileAsItWasSealed_TakesIt()
    {
        Check(Body + Seal);
        Check("{\"a\":1}\n");
        Check("");
    }

    [Theory]
    [InlineData("\"a\":1", "\"a\":2", 1)]
    [InlineData("\"b\":2", "\"b\":2 ", 2)]
    [InlineData("\"b\":2,\n", "", 2)]
    [InlineData("\"b\":2,\n", "\"b\":2,\n\"c\":3,\n", 3)]
    [InlineData("{", "\n{", 1)]
    public void Check_OfAnotherLine_NamesIt(string replaced, string replacement, int line) =>
        Refuses(Body.Replace(replaced, replacement, StringComparison.Ordinal) + Seal, line, "is not the line that was sealed.");

    /// <summary>One form alone, so that no byte of a seal may change.</summary>
    [Theory]
    [InlineData("\"seal\": [\"", "\"seal\":  [\"")]
    [InlineData("\"]}\n", "\"]}\n\n")]
    [InlineData("\"]}\n", "\"]}")]
    [InlineData("\"]}\n", "\"] }\n")]
    [InlineData("\", \"", "\",\"")]
    [InlineData("\", \"", "0\", \"")]
    public void Check_OfASealInAnotherForm_NamesItsLine(string replaced, string replacement) => Refuses(
        Body + Seal.Replace(replaced, replacement, StringComparison.Ordinal), 3, "must be the seal in its one form, and the last line.");

    [Theory]
    [InlineData("\"seal\": [\"]}\n")]
    [InlineData("\"seal\": [\"\"]}\n")]
    [InlineData("\"seal\": []}\n")]
    [InlineData("\"seal\":\n")]
    [InlineData("\"seal\": [\"0123456\"]}\n")]
    [InlineData("\"seal\": [\"0123456A\"]}\n")]
    [InlineData("\"seal\": [\"0123456g\"]}\n")]
    [InlineData("\"seal\": [\"01234567\", \"ABCDEFGH\"]}\n")]
    [InlineData("\"seal\": [\"01234567\", \"\"]}\n")]
    public void Check_OfASealWithoutHashes_NamesItsLine(string seal) =>
        Refuses(Body + seal, 3, "must be the seal in its one form, and the last line.");

    [Theory]
    [InlineData("a\nb\n", "a b", null)]
    [InlineData("\nb\n", " b", null)]
    [InlineData("a\nb", "a b", 2)]
    [InlineData("a", "a", 1)]
    [InlineData("a\n", "a b", 2)]
    [InlineData("", "a", 1)]
    [InlineData("a\nb\n", "a", 2)]
    [InlineData("a\nb\nc\n", "a b", 3)]
    [InlineData("a\nc\n", "a b", 2)]
    public void Check_OfHashesBesideAFile_NamesTheFirstLineThatIsAnother(string text, string sealedLines, int? line)
    {
        ImmutableArray<string> hashes = [.. sealedLines.Split(' ').Select(Hash)];

        var broken = Record.Exception(() => ScenarioSeal.Check(Encoding.UTF8.GetBytes(text), hashes));

        Assert.Equal(line is { } number ? $"line {number}" : null, (broken as GoldenFormatException)?.Field);
        Assert.Equal(line is null, broken is null);
    }

    [Fact]
    public void Check_WithoutHashes_LooksAtNothing() => ScenarioSeal.Check("a\nb"u8, []);

    private static string Hash(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..8];

    private static void Check(string text) => ScenarioSeal.Check(Encoding.UTF8.GetBytes(text));

    private static void Refuses(string text, int line, string reason)
    {
        var broken = Assert.Throws<GoldenFormatException>(() => Check(text));
        Assert.Equal($"line {line}", broken.Field);
        Assert.Contains(reason, broken.Message, StringComparison.Ordinal);
    }
}
