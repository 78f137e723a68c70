using System.Collections.Immutable;
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
    public async Task Server_WhenKilledWhileTheEngineWorks_HasNothingOfThatTurn()
    {
        using var data = new TempFolder();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        await using var silent = await Engines.EngineDouble.StartAsync(_ =>
        {
            arrived.SetResult();
            return never.Task;
        });
        await using var simulation = await SimulatedServer.SimulateAsync(Seed, Ends);
        string session;
        SessionPage before;
        using (var first = Start(silent.BaseAddress, data))
        {
            using var client = new SessionClient(await RootAsync(first), Ends);
            session = await client.OpenAsync();
            before = await client.ViewAsync(session);
            var turn = client.ChatAsync(session, Talk().BodyWithTools());
            await arrived.Task.WaitAsync(Ends);
            await first.KillAsync(Ends);
            await Assert.ThrowsAsync<HttpRequestException>(() => turn);
            never.SetResult();
        }

        using var second = Start(simulation.BaseAddress, data);
        using var again = new SessionClient(await RootAsync(second), Ends);

        Assert.Equal(before.Text, (await again.ViewAsync(session)).Text);
        Assert.Equal("0", (await again.TakeAsync(session, Talk().BodyWithTools())).Headers["x-tito-turn"]);
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

    private static ProgramRun Start(Uri engine, TempFolder data) => ProgramRun.Start(
        BuiltProgram.Server, ["--engine", engine.AbsoluteUri, "--data", data.Path, "--port", "0"]);

    private static async Task<Uri> RootAsync(ProgramRun server) => new(await server.WaitForAsync("Now listening on: ", Ends) + "/");
}
