using System.Net;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Sessions;

/// <summary>Two things at once on one session. The races are scripted: the engine answers when the test says so.</summary>
public sealed class ConcurrencyTests
{
    private static readonly string First = new Conversation().User("u").Body();

    [Fact]
    public async Task Chat_WhenAnotherTurnIsCommittedMeanwhile_Is409AndItsTokensAreNotRecorded()
    {
        var (slow, fast) = (new EngineGate(), new EngineGate());
        await using var session = await ScriptedSession.OpenLinearAsync();
        session.Script.Says("slow", slow).Says("fast", fast).Says("a2");
        var loser = session.ChatAsync(First);
        await slow.Arrived;
        var winner = session.ChatAsync(First);
        await fast.Arrived;

        fast.Open();
        var won = await winner;
        slow.Open();
        var lost = await loser;

        Assert.Equal((HttpStatusCode.OK, "0"), (won.Status, won.Headers["x-tito-turn"]));
        Assert.Equal((409, "session_advanced"), lost.Error);
        Assert.Equal("false", lost.Headers["x-should-retry"]);
        Assert.Contains("had 0 turns when this request began and has 1 now", lost.Message, StringComparison.Ordinal);
        Assert.Contains("was not recorded", lost.Message, StringComparison.Ordinal);
        var page = await session.ViewAsync();
        Assert.Single(page.Records);
        Assert.Equal(won.Headers["x-tito-digest"], page.Digest);
        Assert.Equal("1", (await session.TakeAsync(new Conversation().User("u").Assistant("fast").User("u2"))).Headers["x-tito-turn"]);
    }

    [Fact]
    public async Task Delete_WhileTheEngineWorks_AnswersAtOnceAndTheTurnIsNotRecorded()
    {
        var gate = new EngineGate();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("too late", gate);
        var turn = session.ChatAsync(First);
        await gate.Arrived;

        Assert.Equal(HttpStatusCode.NoContent, (await session.Client.DeleteAsync($"sessions/{session.Id}")).Status);
        gate.Open();
        var answer = await turn;

        Assert.Equal((410, "session_deleted"), answer.Error);
        Assert.Contains("was deleted while the engine worked", answer.Message, StringComparison.Ordinal);
        Assert.Equal((404, "session_not_found"), (await session.Client.GetAsync($"sessions/{session.Id}")).Error);
    }

    [Fact]
    public async Task Chat_WhileAnotherSessionWaits_DoesNotWait()
    {
        var gate = new EngineGate();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("held", gate).Says("free");
        var held = session.ChatAsync(First);
        await gate.Arrived;

        Assert.Equal(HttpStatusCode.OK, (await session.Client.ChatAsync(await session.Client.OpenAsync(), First)).Status);
        gate.Open();

        Assert.Equal(HttpStatusCode.OK, (await held).Status);
    }

    [Fact]
    public async Task Chat_WhenManySessionsGoOnAtOnce_GivesEachTheTokensThatItHasAlone()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 9, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync(client, number)));

        for (var number = 0; number < together.Length; number++)
        {
            Assert.Equal(await RunAsync(client, number), together[number]);
        }

        static async Task<string> RunAsync(SessionClient client, int number)
        {
            var session = await client.OpenAsync();
            var talk = new Conversation().User($"What is the weather in city {number}?");
            for (var turn = 0; turn < 3; turn++)
            {
                talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
            }

            return (await client.ViewAsync(session)).Digest;
        }
    }

    [Fact]
    public async Task Sessions_ThatAreOpenedAndDeletedManyAtOnce_LeaveNothing()
    {
        var ends = TestContext.Current.CancellationToken;
        await using var server = await SimulatedServer.StartAsync(seed: 9, ServedModel.Qwen3, ends);
        using var client = new SessionClient(server.Root, ends);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var session = await client.OpenAsync();
            await client.TakeAsync(session, new Conversation().User($"cycle {number}").Body());
            Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"sessions/{session}")).Status);
            Assert.Equal((404, "session_not_found"), (await client.GetAsync($"sessions/{session}")).Error);
        }));
    }

    [Fact]
    public async Task View_WhileTheEngineWorks_ShowsTheTurnsAsTheyWereAndThatOneIsPending()
    {
        var gate = new EngineGate();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("held", gate);
        var before = await session.ViewAsync();
        var turn = session.ChatAsync(First);
        await gate.Arrived;

        var during = await session.ViewAsync();
        Assert.Equal(before.TextOfTurns, during.TextOfTurns);
        Assert.Equal(("empty", "pending"), (before.State, during.State));
        gate.Open();
        await turn;
        Assert.Equal("complete", (await session.ViewAsync()).State);
    }

    [Fact]
    public async Task Chat_WhenManyRequestsCompeteInATree_MakesThemSiblings()
    {
        const int Count = 4;
        var gates = Enumerable.Range(0, Count).Select(_ => new EngineGate()).ToList();
        await using var session = await ScriptedSession.OpenAsync();
        var tree = (await session.Client.PostAsync("sessions", """{"policy":"tree"}""")).Json.GetProperty("session_id").GetString()!;
        foreach (var gate in gates)
        {
            session.Script.Says("same", gate);
        }

        var requests = gates.Select(_ => session.Client.ChatAsync(tree, First)).ToList();
        await Task.WhenAll(gates.Select(gate => gate.Arrived));
        gates.ForEach(gate => gate.Open());
        var answers = await Task.WhenAll(requests);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var shape = (await session.Client.ViewAsync(tree)).Metadata.GetProperty("tree");
        Assert.Equal([0, 1, 2, 3], shape.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetInt32()));
        Assert.All(shape.GetProperty("nodes").EnumerateArray(), node => Assert.Equal(System.Text.Json.JsonValueKind.Null, node.GetProperty("parent").ValueKind));
        Assert.Equal(
            ["[0]", "[1]", "[2]", "[3]"], shape.GetProperty("leaves").EnumerateArray().Select(leaf => leaf.GetProperty("path_node_ids").GetRawText()));
    }

    [Fact]
    public async Task Chat_WhenABranchTakesTheLastPlaceOfATreeMeanwhile_Is409AndItsTokensAreNotRecorded()
    {
        var (slow, fast) = (new EngineGate(), new EngineGate());
        await using var session = await ScriptedSession.OpenAsync();
        var tree = (await session.Client.PostAsync("sessions", """{"policy":"tree","max_turns":1}""")).Json.GetProperty("session_id").GetString()!;
        session.Script.Says("slow", slow).Says("fast", fast);
        var loser = session.Client.ChatAsync(tree, First);
        await slow.Arrived;
        var winner = session.Client.ChatAsync(tree, First);
        await fast.Arrived;

        fast.Open();
        await winner;
        slow.Open();
        var lost = await loser;

        Assert.Equal((409, "session_full"), lost.Error);
        Assert.Contains("got the last of its 1 turns while the engine worked", lost.Message, StringComparison.Ordinal);
        Assert.Contains("was not recorded", lost.Message, StringComparison.Ordinal);
        var page = await session.Client.ViewAsync(tree);
        Assert.Equal("complete", page.State);
        Assert.Single(page.Metadata.GetProperty("tree").GetProperty("nodes").EnumerateArray());
    }

    [Fact]
    public async Task Delete_WhileSeveralTurnsAreUnderWay_TellsEachOfThemAndRefusesWhatComesLater()
    {
        var gates = Enumerable.Range(0, 2).Select(_ => new EngineGate()).ToList();
        await using var session = await ScriptedSession.OpenAsync();
        session.Script.Says("one", gates[0]).Says("two", gates[1]);
        var turns = new[] { session.ChatAsync(First), session.ChatAsync(First, ("Idempotency-Key", "k")) };
        await Task.WhenAll(gates.Select(gate => gate.Arrived));

        Assert.Equal(HttpStatusCode.NoContent, (await session.Client.DeleteAsync($"sessions/{session.Id}")).Status);
        Assert.Equal((404, "session_not_found"), (await session.ChatAsync(First)).Error);
        Assert.Equal((404, "session_not_found"), (await session.ChatAsync(First, ("Idempotency-Key", "k"))).Error);
        Assert.Equal((404, "session_not_found"), (await session.Client.DeleteAsync($"sessions/{session.Id}")).Error);
        gates.ForEach(gate => gate.Open());

        Assert.All(await Task.WhenAll(turns), answer => Assert.Equal((410, "session_deleted"), answer.Error));
    }

    [Fact]
    public async Task Chat_WhenManyRequestsCompete_CommitsOneAndTellsTheOthers()
    {
        const int Count = 4;
        var gates = Enumerable.Range(0, Count).Select(_ => new EngineGate()).ToList();
        await using var session = await ScriptedSession.OpenLinearAsync();
        foreach (var gate in gates)
        {
            session.Script.Says("same", gate);
        }

        var requests = gates.Select(_ => session.ChatAsync(First)).ToList();
        await Task.WhenAll(gates.Select(gate => gate.Arrived));
        gates.ForEach(gate => gate.Open());
        var answers = await Task.WhenAll(requests);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(Count - 1, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Single((await session.ViewAsync()).Records);
    }
}
