using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tito.Cli.Verify;
using Tito.Core.Verification.Fingerprints;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Engines;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Server.Verification;
using Tito.Storage.InMemory;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Integration.Streams;
using Tito.Tests.Support;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Integration.Nightly;

/// <summary>Runs that a server by itself begins.</summary>
public sealed class VerificationTimerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 1, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan UntilTheFirstNight = TimeSpan.FromHours(1.5);

    private static readonly DateTimeOffset BeforeTheNextNight = Start.AddHours(20);

    private readonly WaitClock _clock = new(Start);

    /// <summary>No run is closed here, so that nobody is told.</summary>
    private readonly RunWebhook _webhook = new(new VerifyOptions(), TimeProvider.System, NullLoggerFactory.Instance);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _webhook.Dispose();

    [Fact]
    public async Task Server_WithATimeOfDay_BeginsOneRunANight()
    {
        using var data = new TempFolder();
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), data, _clock, TestServer.Options with { Verify = new() { At = new(2, 30) }, SweepInterval = TimeSpan.Zero }, Ends);
        var runs = server.Services.GetRequiredService<VerificationRuns>();

        for (var night = 1; night <= 2; night++)
        {
            await PassAsync(night == 1 ? UntilTheFirstNight : TimeSpan.FromDays(1), timers: 1);
            List<string> ids;
            while ((ids = await runs.ListAsync(null, Ends).ToListAsync(Ends)).Count < night)
            {
                await Pause.ForAsync(TimeSpan.FromMilliseconds(20), Ends);
            }

            Assert.Equal(night, ids.Count);
            var run = (await runs.FindAsync(ids[0], Ends))!;
            Assert.Equal(VerificationTrigger.Nightly, run.Trigger);
            Assert.StartsWith($"nightly-2026-11-{28 + night}T02:30Z-", run.Key, StringComparison.Ordinal);
        }
    }

    /// <summary>Whichever row the store did not take, of the key, the run or its plan: the same run is begun a little later.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public async Task Timer_WhoseStoreIsAwayForAMoment_BeginsThatRunNevertheless(int rows, bool atATime)
    {
        var store = new CutStore(new InMemoryVerificationStore(), rows);
        var runs = new VerificationRuns(store);
        using var timer = Timer(store, atATime ? new() { At = new(2, 30) } : new() { Interval = TimeSpan.FromHours(1.5) });
        await timer.StartAsync(Ends);
        await PassAsync(TimeSpan.FromHours(1), timers: 1);

        List<string> ids = [];
        while (_clock.GetUtcNow() < BeforeTheNextNight && (ids is not [var id] || await runs.StateAsync(id, Ends) is not { ShardCount: not null }))
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Pause.ForAsync(TimeSpan.FromMilliseconds(5), Ends);
            ids = await runs.ListAsync(null, Ends).ToListAsync(Ends);
        }

        await timer.StopAsync(Ends);
        var run = Assert.Single(ids);
        Assert.Equal(new RunState(0, null, false), await runs.StateAsync(run, Ends));
        Assert.StartsWith(atATime ? "nightly-2026-11-29T02:30Z-" : "interval-", (await runs.FindAsync(run, Ends))!.Key, StringComparison.Ordinal);
    }

    /// <summary>The plan of one of them would leave out what the other one has, and nobody would verify that.</summary>
    [Fact]
    public async Task Timers_OverOneStore_BeginOneRunWhereTheyHaveTheSameEngines()
    {
        var (store, at) = (new InMemoryVerificationStore(), new VerifyOptions { At = new(2, 30) });
        var runs = new VerificationRuns(store);
        using var engines = EngineSet.Open(TestServer.Options with { Engines = [EngineAddress.Parse(new("sglang+http://127.0.0.1:9"))!] });
        using var alone = Timer(store, at);
        using var beside = Timer(store, at);
        using var asking = Timer(store, at, [.. engines.Verified]);
        using var askingToo = Timer(store, at, [.. engines.Verified]);
        VerificationTimer[] timers = [alone, beside, asking, askingToo];
        foreach (var timer in timers)
        {
            await timer.StartAsync(Ends);
        }

        // Each has begun its run when it waits again.
        await PassAsync(UntilTheFirstNight, timers.Length);
        await PassAsync(TimeSpan.FromHours(18), timers.Length);

        foreach (var timer in timers)
        {
            await timer.StopAsync(Ends);
        }

        Assert.Equal(2, (await runs.ListAsync(null, Ends).ToListAsync(Ends)).Count);
    }

    /// <summary>Lets time pass for timers, each of which waits for an hour at a time at the most.</summary>
    private async Task PassAsync(TimeSpan time, int timers)
    {
        for (var hour = TimeSpan.FromHours(1); time > TimeSpan.Zero; time -= hour)
        {
            await _clock.PassAsync(time < hour ? time : hour, timers, Ends);
        }
    }

    private VerificationTimer Timer(IVerificationStore store, VerifyOptions options, params IVerifiedEngine[] engines)
    {
        var (runs, corpus, journal, run, model) =
            (new VerificationRuns(store), new CorpusFolder(null), new InMemoryJournal(), new VerificationOptions(), ServedModel.Qwen3);
        var runner = new VerificationRunner(
            runs, new(model, corpus, journal, [], runs, run), new(model, corpus, new(journal, model), [], run, _clock), new NoSchedule(),
            _webhook, new NightProgress(isSilent: true), run, _clock);
        return new(runner, engines, corpus, options, _clock, NullLoggerFactory.Instance);
    }
}
