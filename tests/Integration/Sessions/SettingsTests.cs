using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("""{"policy":"ring"}""", "policy")]
    [InlineData("""{"matcher":"fuzzy"}""", "matcher")]
    [InlineData("""{"max_rollback":-1}""", "max_rollback")]
    [InlineData("""{"max_rollback":1.5}""", "max_rollback")]
    [InlineData("""{"max_turns":0}""", "max_turns")]
    [InlineData("""{"max_turns":100001}""", "max_turns")]
    [InlineData("""{"max_staleness":-1}""", "max_staleness")]
    [InlineData("""{"close_truncated":1}""", "close_truncated")]
    [InlineData("""{"colour":"blue"}""", "colour")]
    [InlineData("[]", "body")]
    public async Task Open_WithASettingThatThereIsNot_IsRefusedByName(string body, string param)
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 1, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);

        var refused = await client.PostAsync("sessions", body);

        Assert.Equal((400, "invalid_request"), refused.Error);
        Assert.Equal(param, refused.Param);
    }

    /// <summary>Two rollouts of one prompt and a branch behind the first of them: nothing is lost, and each goes on by itself.</summary>
    [Fact]
    public async Task Chat_InATreeSession_BranchesWhereTheMessagesPart()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 3, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await OpenAsync(client, """{"policy":"tree"}""");
        var first = await client.TakeAsync(session, new Conversation().User("One?").Body());
        var one = (await client.ViewAsync(session)).Ids;
        var trunk = new Conversation().User("One?").Assistant(first.Json.GetProperty("choices")[0].GetProperty("message"));

        await client.TakeAsync(session, new Conversation().User("Two?").Body());
        var two = (await client.ViewAsync(session)).Ids;
        await client.TakeAsync(session, trunk.User("And then?").Body());
        var branch = (await client.ViewAsync(session)).Ids;

        var tree = (await client.ViewAsync(session)).Metadata.GetProperty("tree");
        Assert.Equal("[[0,2],[1]]", $"[{string.Join(',', tree.GetProperty("leaves").EnumerateArray().Select(leaf => leaf.GetProperty("path_node_ids").GetRawText()).Order())}]");
        var last = tree.GetProperty("nodes")[2];
        Assert.Equal((0, 2, branch.Length), (last.GetProperty("parent").GetInt32(), last.GetProperty("seq").GetInt32(), last.GetProperty("num_tokens").GetInt32()));
        Assert.Equal(branch.Length, last.GetProperty("completion_span")[1].GetInt32());
        Assert.True(branch.AsSpan().StartsWith(one.AsSpan()));
        Assert.False(branch.AsSpan().StartsWith(two.AsSpan()));
    }

    [Fact]
    public async Task Chat_WithALargerRollback_GoesBackToTheFirstTurn()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 3, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await OpenAsync(client, """{"max_rollback":3}""");
        var talk = new Conversation().User("One?");
        for (var turn = 0; turn < 3; turn++)
        {
            talk.GoOn(await client.TakeAsync(session, talk.Body()));
        }

        Assert.Equal(200, (int)(await client.ChatAsync(session, new Conversation().User("Another one?").Body())).Status);
    }

    [Fact]
    public async Task Chat_WhenTheSessionHasItsTurns_IsRefused()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 3, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);
        var session = await OpenAsync(client, """{"max_turns":1}""");
        var talk = new Conversation().User("One?");
        talk.GoOn(await client.TakeAsync(session, talk.Body()));

        Assert.Equal((409, "session_full"), (await client.ChatAsync(session, talk.Body())).Error);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    public async Task Chat_BehindATurnThatWasCutOff_ClosesItWhereTheSessionAskedForThat(string policy)
    {
        const string cutOff = "<think>\n\n</think>\n\na1 and";
        await using var session = await ScriptedSession.OpenAsync();
        var strict = await OpenAsync(session.Client, $$"""{"policy":"{{policy}}"}""");
        var closing = await OpenAsync(session.Client, $$"""{"policy":"{{policy}}","close_truncated":true}""");
        session.Script.IsCutOffAfter(cutOff).IsCutOffAfter(cutOff).Says("<think>\n\n</think>\n\na2");
        var talk = new Conversation().User("u");
        await session.Client.TakeAsync(strict, talk.Body());
        await session.Client.TakeAsync(closing, talk.Body());
        talk.Assistant(cutOff).User("Go on");

        var refused = await session.Client.ChatAsync(strict, talk.Body());
        await session.Client.TakeAsync(closing, talk.Body());

        Assert.Equal((409, "turn_truncated"), refused.Error);
        Assert.Equal("false", refused.Headers["x-should-retry"]);
        Assert.Equal(
            $"<|im_start|>user\nu<|im_end|>\n<|im_start|>assistant\n{cutOff}<|im_end|>\n<|im_start|>user\nGo on<|im_end|>\n<|im_start|>assistant\n", session.Prompts[2]);
        var page = await session.Client.ViewAsync(closing);
        Assert.Equal(["prompt", "model", "splice", "splice", "environment", "model"], page.Origins.Select(run => run.Origin));
        Assert.Equal("""[{"turn":0,"finish_reason":"length"}]""", page.Status.GetProperty("unfinished").GetRawText());
        Assert.Empty(page.Metadata.GetProperty("tito_session_mismatch").EnumerateArray());
    }

    private static async Task<string> OpenAsync(SessionClient client, string settings) =>
        (await client.PostAsync("sessions", settings)).Json.GetProperty("session_id").GetString()!;
}
