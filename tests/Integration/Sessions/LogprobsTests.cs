using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Logprobs come to whom asked for them; the record has them always.</summary>
public sealed class LogprobsTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", false)]
    [InlineData(""","logprobs":false""", false)]
    [InlineData(""","logprobs":null,"top_logprobs":0""", false)]
    [InlineData(""","logprobs":true""", true)]
    [InlineData(""","logprobs":true,"top_logprobs":2""", true)]
    [InlineData(""","top_logprobs":1""", true)]
    public async Task Chat_TellsLogprobs_WhereTheRequestAsks(string field, bool expected)
    {
        await using var session = await ScriptedSession.OpenAsync("a1");
        var body = $"{new Conversation().User("u").Body()[..^1]}{field}}}";

        var answer = await session.ChatAsync(body, ("Idempotency-Key", "k"));
        var again = await session.Client.GetAsync($"sessions/{session.Id}/turns/k");

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(expected, answer.Text.Contains("logprobs", StringComparison.Ordinal));
        Assert.Equal(answer.Text, again.Text);
        var record = (await session.ViewAsync()).Records[0].GetProperty("response").GetProperty("choices")[0].GetProperty("meta_info");
        Assert.Equal(ScriptedAnswer.Logprob, record.GetProperty("output_token_logprobs")[0][0].GetSingle());
    }

    /// <summary>A wire of ids says nothing of its own in this form.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData(""","logprobs":true""", true)]
    public async Task Chat_OfAWireOfIds_TellsThemAsWell(string field, bool expected)
    {
        await using var server = await SimulatedServer.StartAsync(seed: 7, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);

        var answer = await client.TakeAsync(await client.OpenAsync(), $"{new Conversation().User("u").Body()[..^1]}{field}}}");

        var choice = answer.Json.GetProperty("choices")[0];
        Assert.Equal(expected, choice.TryGetProperty("meta_info", out var meta) && meta.TryGetProperty("output_token_logprobs", out _));
    }

    [Fact]
    public async Task Chat_WithLogprobsThatAreNoSwitch_IsRefusedByName()
    {
        await using var session = await ScriptedSession.OpenAsync();

        var answer = await session.ChatAsync($$"""{{new Conversation().User("u").Body()[..^1]}},"logprobs":5}""");

        Assert.Equal((400, "logprobs"), ((int)answer.Status, answer.Json.GetProperty("error").GetProperty("param").GetString()));
    }
}
