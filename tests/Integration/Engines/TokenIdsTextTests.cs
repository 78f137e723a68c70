using System.Text;
using Tito.Core.Tokens;
using Tito.Engines.Http;

namespace Tito.Tests.Integration.Engines;

/// <summary>Token ids as the text that goes to an engine.</summary>
public sealed class TokenIdsTextTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 99_999, 100_000 })]
    [InlineData(new[] { 262_143, 262_144, 999_999, 1_000_000, 9_999_999, 10_000_000, int.MaxValue })]
    [InlineData(new[] { int.MaxValue, 0, int.MaxValue })]
    public void Ids_are_written_as_JSON_writes_numbers(int[] ids) => Assert.Equal($"[{string.Join(',', ids)}]", Text(ids));

    [Fact]
    public void Every_id_of_a_vocabulary_is_written_as_itself()
    {
        var ids = Enumerable.Range(0, 300_000).ToArray();

        Assert.Equal($"[{string.Join(',', ids)}]", Text(ids));
    }

    [Fact]
    public void A_negative_id_is_refused() => Assert.Throws<ArgumentException>(() => Text([1, -1]));

    private static string Text(int[] ids)
    {
        var text = new byte[2 + (ids.Length * TokenIdsText.MaxBytesPerId)];
        var tokens = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. ids]));
        return Encoding.ASCII.GetString(text, 0, TokenIdsText.Write(tokens, text));
    }
}
