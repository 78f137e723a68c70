using System.Diagnostics;
using System.Globalization;
using System.Net;
using Tito.Simulation;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>SIGTERM while a turn of 40 seconds is with the engine: rows of the table of docs/outages.md.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    private const string Listening = "Now listening on: ";
    private static readonly (string Name, string Value) Key = ("Idempotency-Key", "k");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Suite", "outages")]
    public Task Turn_OfALongTimeWithoutADrainTime_IsAnswered() => RunAsync(engineSeconds: 40, drain: null, (200, 0), keyIsReplay: true);

    [Fact(Explicit = true)]
    [Trait("Suite", "outages")]
    public Task Turn_ThatIsLongerThanTheDrainTime_IsGivenUpAndItsKeyIsFree() =>
        RunAsync(engineSeconds: 40, drain: 5, (503, 3), keyIsReplay: false);

    /// <summary>A turn whose commit ran out of its 30 seconds: what it had sampled is in the process alone when that is to stop.</summary>
    [Theory(Explicit = true)]
    [Trait("Suite", "outages")]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    public async Task Turn_WhoseJournalIsAway_IsToldToItWithinTheDrainTime(bool comesBack, int exitCode)
    {
        await using var store = new FileOutage();
        await using var engine = await EngineAsync(TimeSpan.FromMilliseconds(600));
        var body = new Conversation().User("Hi").Body();
        string session;
        using (var server = store.Start("--engine", engine.AddressFor(0), "--drain-time", "40"))
        {
            using var client = await ClientAsync(server);
            session = await client.OpenAsync();
            var asked = engine.NextAsync(EngineMoment.Asked);
            var turn = client.ChatAsync(session, body, Key);
            await asked;
            await store.BeginAsync(Ends);
            var stopped = server.TerminateAsync(Ends);
            Assert.Equal((503, "journal_unavailable"), (await turn).Error);
            if (comesBack)
            {
                await store.EndAsync(Ends);
            }

            await stopped;
            var end = await server.EndAsync(Ends);
            Assert.Equal(exitCode, end.ExitCode);
            Assert.Equal(!comesBack, end.Output.Contains("1 turns ended while the journal was away", StringComparison.Ordinal));
        }

        if (!comesBack)
        {
            await store.EndAsync(Ends);
        }

        using var next = store.Start("--engine", engine.AddressFor(0));
        using var reader = await ClientAsync(next);
        var status = (await reader.GetAsync($"sessions/{session}")).Json.GetProperty("metadata").GetProperty("status");
        Assert.Equal(comesBack ? 1 : 0, status.GetProperty("aborted").GetArrayLength());
        Assert.Equal(comesBack ? 200 : 409, (int)(await reader.ChatAsync(session, body, Key)).Status);
    }

    private async Task RunAsync(int engineSeconds, int? drain, (int Status, int ExitCode) expected, bool keyIsReplay)
    {
        using var data = new TempFolder();
        var body = new Conversation().User("Hi").Body();
        string session;
        TimeSpan after;
        await using (var engine = await EngineAsync(TimeSpan.FromSeconds(engineSeconds)))
        {
            using var server = Start(data, engine, drain is { } seconds ? ["--drain-time", $"{seconds}"] : []);
            using var client = await ClientAsync(server);
            session = await client.OpenAsync();
            var asked = engine.NextAsync(EngineMoment.Asked);
            var turn = client.ChatAsync(session, body, Key);
            await asked;
            var began = Stopwatch.GetTimestamp();
            await server.TerminateAsync(Ends);
            after = Stopwatch.GetElapsedTime(began);
            Assert.Equal(expected, ((int)await StatusAsync(turn), (await server.EndAsync(Ends)).ExitCode));
        }

        await using var next = await EngineAsync(TimeSpan.Zero);
        using var again = Start(data, next);
        using var reader = await ClientAsync(again);
        var kept = await reader.ChatAsync(session, body, Key);
        Assert.Equal((HttpStatusCode.OK, keyIsReplay), (kept.Status, kept.Headers.ContainsKey("idempotency-replayed") || next.Answers == 0));
        var turns = (await reader.GetAsync($"sessions/{session}/proof")).Json.GetProperty("turns").GetArrayLength();
        Assert.Equal(1, turns);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| SIGTERM, turn of {engineSeconds} s, {(drain is null ? "no `--drain-time`" : $"`--drain-time {drain}`")} | {expected.Status}, exit {expected.ExitCode} after {after.TotalSeconds:0.0} s | connection refused | {(keyIsReplay ? "has the turn" : "free at once: the next server takes it")} | {turns} turn |"));
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpAnswer> turn) => (await turn).Status;

    private static ProgramRun Start(TempFolder data, ChaosEngine engine, params string[] more) =>
        ProgramRun.Start(BuiltProgram.Server, ["--engine", engine.AddressFor(0), "--port", "0", "--data", data.Path, .. more]);

    private static async Task<SessionClient> ClientAsync(ProgramRun server) =>
        new(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);

    private static async Task<ChaosEngine> EngineAsync(TimeSpan time) => await ChaosEngine.StartAsync(
        await SimulatedEngine.StartAsync(
            new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7, FirstTokenDelay = time }, Ends),
        Ends);
}
