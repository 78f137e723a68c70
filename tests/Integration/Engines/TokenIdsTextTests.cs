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

    /// <summary>A long prompt is sent in pieces, whose borders are nowhere to be seen.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public async Task Content_OfAPrompt_IsItsHeadTheIdsAndABrace(int count)
    {
        var ids = Enumerable.Range(0, count).Select(index => (index * 7919) % 300_000).ToArray();
        var tokens = ids.Chunk(70_000).Aggregate(
            TokenBuffer.Empty, (buffer, part) => buffer.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. part])));

        using var content = PromptContent.Of("{\"input_ids\":"u8.ToArray(), tokens);
        var body = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{{\"input_ids\":[{string.Join(',', ids)}]}}", body);
        Assert.Equal(body.Length, content.Headers.ContentLength);
        Assert.Equal("application/json", content.Headers.ContentType?.ToString());
    }

    [Fact]
    public void Content_WithANegativeId_IsRefusedBeforeAnythingIsSent() => Assert.Throws<ArgumentException>(
        () => PromptContent.Of("{"u8.ToArray(), TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [1, -1]))));

    private static string Text(int[] ids)
    {
        var tokens = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. ids]));
        var text = new byte[2 + (ids.Length * TokenIdsText.MaxBytesPerId)];
        return Encoding.ASCII.GetString(text, 0, TokenIdsText.Write(tokens, text));
    }
}
