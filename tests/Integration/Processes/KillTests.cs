using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>What the server acknowledged outlives it, however it ends.</summary>
public sealed class KillTests
{
    private const long Seed = 7;
    private const int Turns = 4;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WhenKilledBetweenTwoTurns_ContinuesTheSameSessionWithTheSameTokensAndDigest()
    {
        using var data = new TempFolder();
        await using var simulation = await SimulatedServer.SimulateAsync(Seed, Ends);
        var talk = Talk();
        string session;
        SessionPage before;
        using (var first = Start(simulation.BaseAddress, data))
        {
            using var client = new SessionClient(await RootAsync(first), Ends);
            session = await client.OpenAsync();
            await TakeAsync(client, session, talk, 2);
            before = await client.ViewAsync(session);
            await first.KillAsync(Ends);
        }

        using var second = Start(simulation.BaseAddress, data);
        using var again = new SessionClient(await RootAsync(second), Ends);

        Assert.Equal(before.Text, (await again.ViewAsync(session)).Text);
        await TakeAsync(again, session, talk, Turns - 2);
        var after = await again.ViewAsync(session);
        Assert.Equal(before.Ids, after.Ids[..before.Ids.Length]);
        var (ids, digest) = await UninterruptedAsync();
        Assert.Equal(ids, after.Ids);
        Assert.Equal(digest, after.Digest);
    }

    [Fact]
    public async Task Server_WhenKilledWhileTheEngineWorks_ShowsTheLostTurnAndARetryTakesItOver()
    {
        using var data = new TempFolder();
        var (session, before) = await KillDuringInferenceAsync(data);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("again"), data, clock, Ends);
        using var client = new SessionClient(server.Root, Ends);

        // Nobody can know yet that the first process is gone: another one could be working on the turn.
        Assert.Equal((409, "turn_in_flight"), (await client.ChatAsync(session, Talk().BodyWithTools(), ("Idempotency-Key", "k1"))).Error);
        Assert.Equal("pending", (await client.ViewAsync(session)).State);

        clock.Advance(TimeSpan.FromMinutes(12));
        var lost = await client.ViewAsync(session);
        Assert.Equal(before.TextOfTurns, lost.TextOfTurns);
        Assert.Equal("incomplete", lost.State);
        var intent = Assert.Single(lost.Status.GetProperty("dangling").EnumerateArray());
        Assert.Equal(("k1", -1, 0), (intent.GetProperty("key").GetString(), intent.GetProperty("parent").GetInt32(), intent.GetProperty("turn_count").GetInt32()));

        var taken = await client.ChatAsync(session, Talk().BodyWithTools(), ("Idempotency-Key", "k1"));
        Assert.Equal((200, "0"), ((int)taken.Status, taken.Headers["x-tito-turn"]));
        Assert.Equal("complete", (await client.ViewAsync(session)).State);
    }

    [Fact]
    public async Task Server_WhenKilledWhileTheEngineWorks_TakesTheNextRequestOfTheSameSession()
    {
        using var data = new TempFolder();
        var (session, before) = await KillDuringInferenceAsync(data, """{"policy":"linear"}""");
        await using var simulation = await SimulatedServer.SimulateAsync(Seed, Ends);
        using var second = Start(simulation.BaseAddress, data);
        using var again = new SessionClient(await RootAsync(second), Ends);

        Assert.Equal(before.TextOfTurns, (await again.ViewAsync(session)).TextOfTurns);
        Assert.Equal("0", (await again.TakeAsync(session, Talk().BodyWithTools())).Headers["x-tito-turn"]);
        Assert.Equal("complete", (await again.ViewAsync(session)).State);
    }

    /// <summary>A session whose first turn, with the key k1, was with the engine when the server was killed; and its page before.</summary>
    private static async Task<(string Session, SessionPage Before)> KillDuringInferenceAsync(TempFolder data, string settings = "")
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        await using var silent = await Engines.EngineDouble.StartAsync(_ =>
        {
            arrived.SetResult();
            return never.Task;
        });
        using var first = Start(silent.BaseAddress, data);
        using var client = new SessionClient(await RootAsync(first), Ends);
        var session = await client.OpenAsync(settings);
        var before = await client.ViewAsync(session);
        var turn = client.ChatAsync(session, Talk().BodyWithTools(), ("Idempotency-Key", "k1"));
        await arrived.Task.WaitAsync(Ends);
        await first.KillAsync(Ends);
        await Assert.ThrowsAsync<HttpRequestException>(() => turn);
        never.SetResult();
        return (session, before);
    }

    /// <summary>What the same messages come to on a server that nobody stops.</summary>
    private static async Task<(ImmutableArray<int> Ids, string Digest)> UninterruptedAsync()
    {
        await using var server = await SimulatedServer.StartAsync(Seed, ServedModel.Qwen3, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();
        await TakeAsync(client, session, Talk(), Turns);
        var page = await client.ViewAsync(session);
        return (page.Ids, page.Digest);
    }

    private static Conversation Talk() => new Conversation().System("Be brief.").User("What is the weather in Zürich?");

    private static async Task TakeAsync(SessionClient client, string session, Conversation talk, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            talk.GoOn(await client.TakeAsync(session, talk.BodyWithTools()));
        }
    }

    /// <summary>On the chat wire: the ids of calls are then the engine's and not made from the session's, so that digests compare.</summary>
    private static ProgramRun Start(Uri engine, TempFolder data) => ProgramRun.Start(
        BuiltProgram.Server, ["--engine", $"sglang-chat+{engine.AbsoluteUri}", "--data", data.Path, "--port", "0"]);

    private static async Task<Uri> RootAsync(ProgramRun server) => new(await server.WaitForAsync("Now listening on: ", Ends) + "/");
}
