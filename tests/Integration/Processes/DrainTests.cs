using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Tito.Server.Hosting;
using Tito.Tests.Integration.Deferred;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>A server that is to stop while turns are under way.</summary>
public sealed partial class DrainTests
{
    private const string Listening = "Now listening on: ";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_WhenTurnsEndInTime_AnswersThemAndExitsWith0(bool byRoute)
    {
        using var data = new TempFolder();
        await using var engine = await EngineRelay.StartAsync(Ends);
        engine.Hold();
        using var server = Start(data, "--engine", engine.Address);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        var session = await client.OpenAsync();
        var turn = client.ChatAsync(session, new Conversation().User("Hi").Body());
        await engine.Asked.WaitAsync(Ends);

        if (byRoute)
        {
            var drained = await client.PostAsync("drain", "");
            Assert.Equal((202, """{"status":"draining","running":1}"""), ((int)drained.Status, drained.Text));
        }
        else
        {
            await server.SignalAsync("TERM", Ends);
        }

        await RefusedAsync(client);
        engine.LetGo();
        Assert.Equal(200, (int)(await turn).Status);
        Assert.Equal(0, (await server.EndAsync(Ends)).ExitCode);
    }

    /// <summary>A turn with a key outlives its client, and so it outlives the last connection.</summary>
    [Fact]
    public async Task Server_WhenAClientWithAKeyIsGone_WaitsForItsTurn()
    {
        using var data = new TempFolder();
        await using var engine = await EngineRelay.StartAsync(Ends);
        engine.Hold();
        string session;
        using (var server = Start(data, "--engine", engine.Address))
        {
            var root = new Uri(await server.WaitForAsync(Listening, Ends) + "/");
            using var client = new SessionClient(root, Ends);
            session = await client.OpenAsync();
            using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ends))
            {
                using var hasty = new SessionClient(root, leaving.Token);
                hasty.Headers.Add("Idempotency-Key", "k");
                var turn = hasty.ChatAsync(session, new Conversation().User("Hi").Body());
                await engine.Asked.WaitAsync(Ends);
                await leaving.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
            }

            await server.SignalAsync("TERM", Ends);
            await RefusedAsync(client);
            engine.LetGo();
            Assert.Equal(0, (await server.EndAsync(Ends)).ExitCode);
        }

        using var next = Start(data, "--simulated");
        using var reader = new SessionClient(new(await next.WaitForAsync(Listening, Ends) + "/"), Ends);
        Assert.Equal(1, (await reader.GetAsync($"sessions/{session}/proof")).Json.GetProperty("turns").GetArrayLength());
        next.Kill();
    }

    [Fact]
    public async Task Server_WhenTurnsDoNotEndInTime_CutsThemAndExitsWith3()
    {
        using var data = new TempFolder();
        using var server = Start(data, "--simulated", "--first-token-ms", "60000", "--drain-time", "1");
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        var turns = new List<Task<HttpAnswer>>();
        for (var count = 1; count <= 2; count++)
        {
            turns.Add(client.ChatAsync(await client.OpenAsync(), new Conversation().User("Hi").Body()));
            await UnderWayAsync(client, count);
        }

        var began = Stopwatch.GetTimestamp();
        await server.TerminateAsync(Ends);
        var end = await server.EndAsync(Ends);

        Assert.Equal(ServerRun.TurnsWereCut, end.ExitCode);
        Assert.Contains("2 turns are cut", end.Output, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1, 50);
        Assert.All(await Task.WhenAll(turns), answer => Assert.Equal((503, "engine_aborted"), answer.Error));
    }

    /// <summary>An engine that gives no answer to the wish, and one that takes it and goes on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_WhoseEngineDoesNotGiveTheTurnUp_AnswersItAndEndsItsIntent(bool isMute)
    {
        using var data = new TempFolder();
        var asked = new TaskCompletionSource();
        await using var engine = await EngineDouble.StartAsync(async context =>
        {
            asked.TrySetResult();
            await EngineDouble.UntilGoneAsync(context);
        });
        engine.Routes["POST /abort_request"] = "";
        string session;
        using (var server = StartOver(data, engine, "--drain-time", "1"))
        {
            using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
            session = await client.OpenAsync();
            var turn = client.ChatAsync(session, new Conversation().User("Hi").Body(), ("Idempotency-Key", "k"));
            await asked.Task.WaitAsync(Ends);
            engine.IsMute = isMute;

            await server.TerminateAsync(Ends);

            Assert.Equal((503, "engine_aborted"), (await turn).Error);
            Assert.Equal(ServerRun.TurnsWereCut, (await server.EndAsync(Ends)).ExitCode);
            engine.IsMute = false;
        }

        using var next = StartOver(data, engine);
        using var reader = new SessionClient(new(await next.WaitForAsync(Listening, Ends) + "/"), Ends);
        var status = (await reader.GetAsync($"sessions/{session}")).Json.GetProperty("metadata").GetProperty("status");
        Assert.Equal((0, 1), (status.GetProperty("pending").GetArrayLength(), status.GetProperty("aborted").GetArrayLength()));
        next.Kill();
    }

    [Fact]
    public async Task Server_AtASecondSignal_DoesNotWait()
    {
        using var data = new TempFolder();
        using var server = Start(data, "--simulated", "--first-token-ms", "60000");
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        var turn = client.ChatAsync(await client.OpenAsync(), new Conversation().User("Hi").Body());
        await UnderWayAsync(client, 1);

        await client.PostAsync("drain", "");
        await RefusedAsync(client);
        var began = Stopwatch.GetTimestamp();
        await server.TerminateAsync(Ends);

        Assert.Equal(ServerRun.TurnsWereCut, (await server.EndAsync(Ends)).ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 50);
        Assert.NotNull(await Outcome(turn));
    }

    private static ProgramRun Start(TempFolder data, params string[] more) =>
        ProgramRun.Start(BuiltProgram.CommandLine, ["serve", "--port", "0", "--data", data.Path, .. more]);

    private static ProgramRun StartOver(TempFolder data, EngineDouble engine, params string[] more) => ProgramRun.Start(
        BuiltProgram.Server, ["--engine", engine.BaseAddress.AbsoluteUri, "--port", "0", "--data", data.Path, .. more]);

    private static async Task<Exception?> Outcome(Task turn) => await Record.ExceptionAsync(() => turn);

    /// <summary>Ends when the server takes no connection any more.</summary>
    private static async Task RefusedAsync(SessionClient client)
    {
        while (await Record.ExceptionAsync(() => client.GetAsync("health")) is null)
        {
            // It begins to stop once the answer is out.
        }
    }

    private static async Task UnderWayAsync(SessionClient client, int count)
    {
        while (!Running().Matches((await client.GetAsync("metrics")).Text).Any(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) >= count))
        {
            // Each look is a request, which takes its time.
        }
    }

    [GeneratedRegex(@"tito_engine_in_flight\{[^}]*\} (\d+)")]
    private static partial Regex Running();
}
