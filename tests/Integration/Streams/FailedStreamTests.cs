using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Integration.Fronts;

namespace Tito.Tests.Integration.Streams;

/// <summary>Streams whose first attempt fails before anything of a message was told.</summary>
public sealed class FailedStreamTests
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Ends => LiveSession.Ends;

    /// <summary>
    /// OpenAI's library for Node.js refuses a stream of which another event than <c>response.created</c> is the first, and Anthropic's one
    /// without <c>message_start</c>.
    /// </summary>
    [Theory]
    [InlineData("v1/responses", """{"model":"m","stream":true,"input":"u"}""", "response.created response.in_progress response.failed")]
    [InlineData("v1/messages", """{"model":"m","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"u"}]}""", "message_start error")]
    public async Task AStream_WhoseEngineFailsBeforeADelta_BeginsBeforeItFails(string route, string body, string names)
    {
        await using var session = await LiveSession.OpenAsync();
        var answer = session.Engine.Next();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(session.Root, $"sessions/{session.Id}/{route}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ends);
        answer.Fails(new InferenceOutcome.Unreachable("It broke."));

        var frames = (await response.Content.ReadAsStringAsync(Ends)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(": waiting", frames[0]);
        var events = frames.Where(frame => frame[0] != ':').Select(frame => frame.Split('\n')).ToList();
        Assert.Equal(names, string.Join(' ', events.Select(lines => lines[0]["event: ".Length..])));
        var last = JsonElement.Parse(events[^1][1]["data: ".Length..]);
        var error = last.TryGetProperty("response", out var failed) ? failed.GetProperty("error") : last.GetProperty("error");
        Assert.Equal("engine_unreachable", error.GetProperty("code").GetString());
    }

    /// <summary>The client knows the answer by the id of the attempt that gives it.</summary>
    [Fact]
    public async Task AStream_ThatJoinedAnAttemptWhichBroke_HasTheIdOfItsOwnAttempt()
    {
        ThisProcess.Only("an engine's client that breaks");
        await using var session = await LiveSession.OpenAsync("""{"repeat":"replay"}""");
        var broken = session.Engine.Next();
        using var first = await session.StreamAsync();
        Assert.Equal(": waiting", await first.NextAsync(Ends));
        using var second = await session.StreamAsync();
        Assert.Equal(": waiting", await second.NextAsync(Ends));
        Assert.Equal("true", second.Headers["idempotent-replayed"]);

        var own = session.Engine.Next();
        broken.Breaks();
        await own.Arrived;
        own.Gives("Two").Gives("<|im_end|>").Ends();
        var chunks = (await second.RestAsync(Ends))[..^1].Select(data => JsonElement.Parse(data).GetProperty("id").GetString()).ToList();

        Assert.Equal(
            "internal_error", JsonElement.Parse((await first.RestAsync(Ends))[^1]).GetProperty("error").GetProperty("code").GetString());
        var turn = Assert.Single((await session.LoadAsync()).Trajectory.Turns);
        Assert.All(chunks, id => Assert.Equal(turn.Content.Exchange.ResponseId, id));
    }
}
