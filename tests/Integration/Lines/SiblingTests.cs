using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Lines;

/// <summary>One prompt that was sampled twice, under the default settings: who goes on from which turn.</summary>
public sealed class SiblingTests
{
    private const string Tools = """[{"type":"function","function":{"name":"search","parameters":{"type":"object"}}}]""";

    /// <summary>
    /// The calls of both have one id, and an agent could have made the first one of the second. The client of the first sends back what it
    /// was told, byte for byte.
    /// </summary>
    [Fact]
    public async Task Chat_WithTheExactCallOfTheEarlierOfTwoSiblings_GoesOnInItsTokens()
    {
        var (more, less) = (Call("""{"query": "x", "limit": 5}"""), Call("""{"query": "x"}"""));
        await using var server = await ScriptedSession.OpenAsync(more, less, "a2", "a3");
        var talk = new Conversation().User("u");
        var first = await TakeAsync(server, talk);
        var second = await TakeAsync(server, talk.Fork());

        var third = await TakeAsync(server, talk.Fork().GoOn(first));
        var fourth = await TakeAsync(server, talk.Fork().GoOn(second));

        Assert.Equal(Id(first), Id(second));
        Assert.Equal(("0", "1"), (third.Headers["x-tito-parent"], fourth.Headers["x-tito-parent"]));
        Assert.False(third.Headers.ContainsKey("x-tito-altered"));
        Assert.StartsWith($"{server.Prompts[0]}{more}<|im_end|>", server.Prompts[2], StringComparison.Ordinal);
        Assert.StartsWith($"{server.Prompts[1]}{less}<|im_end|>", server.Prompts[3], StringComparison.Ordinal);
    }

    /// <summary>A linear session that asked once more does not go on from the later call with the result of the earlier one.</summary>
    [Fact]
    public async Task Chat_InALinearSession_WithTheCallThatWasLeftBehind_IsRefused()
    {
        await using var server = await ScriptedSession.OpenLinearAsync(Call("""{"query": "x", "limit": 5}"""), Call("""{"query": "x"}"""), "a2");
        var linear = await server.Client.OpenAsync("""{"policy":"linear","max_rollback":1,"repeat":"anew"}""");
        var talk = new Conversation().User("u");
        var first = await server.Client.TakeAsync(linear, Body(talk));
        var second = await server.Client.TakeAsync(linear, Body(talk));

        var refused = await server.Client.ChatAsync(linear, Body(talk.Fork().GoOn(first)));
        var third = await server.Client.TakeAsync(linear, Body(talk.Fork().GoOn(second)));

        Assert.Equal((400, "history_mismatch"), refused.Error);
        Assert.Equal("1", third.Headers["x-tito-parent"]);
    }

    /// <summary>Both say the same in other tokens, so that only the name tells them apart.</summary>
    [Fact]
    public async Task Responses_AfterANamedAnswer_GoOnFromItsTurn()
    {
        string[] sampled = [Call("""{"query": "x"}"""), Call("""{"query":"x"}""")];
        await using var server = await ScriptedSession.OpenAsync([.. sampled, "a2", "a3", "a4", "a5"]);
        var answers = new[] { await RespondAsync(server, null, User), await RespondAsync(server, null, User) };
        for (var turn = 0; turn < 2; turn++)
        {
            var next = await RespondAsync(server, answers[turn].Json.GetProperty("id").GetString(), Result(answers[turn]));
            var referring = await RespondAsync(
                server, null, User,
                new JsonObject { ["type"] = "item_reference", ["id"] = Output(answers[turn]).GetProperty("id").GetString() }, Result(answers[turn]));

            Assert.Equal([$"{turn}", $"{turn}"], new[] { next, referring }.Select(answer => answer.Headers["x-tito-parent"]));
            Assert.Equal(answers[turn].Json.GetProperty("id").GetString(), next.Json.GetProperty("previous_response_id").GetString());
            Assert.StartsWith($"{server.Prompts[0]}{sampled[turn]}<|im_end|>", server.Prompts[^2], StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// New instructions take the place of those that there were. A conversation that had none, or that begins with a developer's message,
    /// begins anew behind them: it is named, so that its turn is told, however short its answer is.
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData("system")]
    [InlineData("developer")]
    public async Task Responses_AfterANamedAnswer_WithNewInstructions_TellTheTurnThatTheyLeave(string? first)
    {
        await using var server = await ScriptedSession.OpenAsync("a1", "a2", "a3");
        JsonNode[] input = first is null ? [User] : [new JsonObject { ["role"] = first, ["content"] = "s" }, User];
        var named = await RespondAsync(server, null, input);

        var changed = await RespondAsync(server, named.Json.GetProperty("id").GetString(), "another", User);
        var kept = await RespondAsync(server, changed.Json.GetProperty("id").GetString(), "another", User);

        Assert.Equal("-1", changed.Headers["x-tito-parent"]);
        Assert.StartsWith("turns=1; tokens=", changed.Headers["x-tito-fork"], StringComparison.Ordinal);
        Assert.Equal("1", kept.Headers["x-tito-parent"]);
        Assert.False(kept.Headers.ContainsKey("x-tito-fork"));
    }

    /// <summary>The harness summarized what came before the call: its tokens are rendered anew, and the answer says so.</summary>
    [Fact]
    public async Task Chat_WithASummaryBeforeASampledCall_TellsWhatItLeaves()
    {
        await using var server = await ScriptedSession.OpenAsync("a1", Call("""{"query": "x"}"""), "a3");
        var talk = new Conversation().System("s").User("u");
        talk.GoOn(await TakeAsync(server, talk));
        var called = await TakeAsync(server, talk);

        var compacted = await TakeAsync(server, new Conversation().System("s").User("What came before.").GoOn(called));

        Assert.Equal("-1", compacted.Headers["x-tito-parent"]);
        Assert.StartsWith("turns=2; tokens=", compacted.Headers["x-tito-fork"], StringComparison.Ordinal);
    }

    /// <summary>The sampled answer is tokenized anew behind another system message, and says so.</summary>
    [Fact]
    public async Task Chat_WithAnotherSystemMessageInMidSession_TellsWhatItLeaves()
    {
        await using var server = await ScriptedSession.OpenAsync("a1", "a2", "a3");
        await server.TakeAsync(new Conversation().System("s").User("u"));

        var changed = await server.TakeAsync(new Conversation().System("another").User("u").Assistant("a1").User("v"));
        var beside = await server.TakeAsync(new Conversation().System("a title").User("w"));

        Assert.Equal("-1", changed.Headers["x-tito-parent"]);
        Assert.StartsWith("turns=1; tokens=", changed.Headers["x-tito-fork"], StringComparison.Ordinal);
        Assert.False(beside.Headers.ContainsKey("x-tito-fork"));
    }

    /// <summary>
    /// Each request with the other tools goes on from the last turn that had them, and renders anew what was sampled with the others since.
    /// </summary>
    [Fact]
    public async Task Chat_WithToolsThatSwitchBackAndForth_TellsEachAnswerThatItRendersAnew()
    {
        await using var server = await ScriptedSession.OpenAsync("a1", "a2", "a3", "a4", "a5");
        var talk = new Conversation().User("u");
        HttpAnswer[] answers =
        [
            await TakeAsync(server, talk),
            await server.TakeAsync(talk.Assistant("a1").User("v")),
            await TakeAsync(server, talk.Assistant("a2").User("w")),
            await server.TakeAsync(talk.Assistant("a3").User("x")),
            await server.TakeAsync(talk.Assistant("a4").User("y")),
        ];

        Assert.Equal(["-1", "-1", "0", "1", "3"], answers.Select(answer => answer.Headers["x-tito-parent"]));
        Assert.Equal(
            [null, "turns=1", "turns=1", "turns=2", null],
            answers.Select(answer => answer.Headers.GetValueOrDefault("x-tito-fork")?.Split(';')[0]));
        Assert.Contains("<|im_start|>user\nv<|im_end|>\n<|im_start|>assistant\n", server.Prompts[2], StringComparison.Ordinal);
    }

    private static JsonObject User => new() { ["role"] = "user", ["content"] = "u" };

    private static JsonObject Result(HttpAnswer answer) => new()
    {
        ["type"] = "function_call_output",
        ["call_id"] = Output(answer).GetProperty("call_id").GetString(),
        ["output"] = "t",
    };

    private static JsonElement Output(HttpAnswer answer) => answer.Json.GetProperty("output")[0];

    private static string Call(string arguments) => $"<tool_call>\n{{\"name\": \"search\", \"arguments\": {arguments}}}\n</tool_call>";

    private static string Id(HttpAnswer answer) =>
        answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("id").GetString()!;

    private static string Body(Conversation talk) => $$"""{{talk.Body()[..^1]}},"tools":{{Tools}}}""";

    private static Task<HttpAnswer> TakeAsync(ScriptedSession server, Conversation talk) => server.Client.TakeAsync(server.Id, Body(talk));

    private static Task<HttpAnswer> RespondAsync(ScriptedSession server, string? previous, params JsonNode[] input) =>
        RespondAsync(server, previous, instructions: null, input);

    private static async Task<HttpAnswer> RespondAsync(
        ScriptedSession server, string? previous, string? instructions, params JsonNode[] input)
    {
        var answer = await server.Client.PostAsync($"sessions/{server.Id}/v1/responses", new JsonObject
        {
            ["model"] = "qwen3",
            ["input"] = new JsonArray(input),
            ["previous_response_id"] = previous,
            ["instructions"] = instructions,
            ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "search", ["parameters"] = new JsonObject { ["type"] = "object" } }),
        }.ToJsonString());
        return (int)answer.Status == 200 ? answer : throw new InvalidOperationException(answer.Text);
    }
}
