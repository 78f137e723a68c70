using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tito.Cli.Verify;
using Tito.Core.Verification;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Server.Verification;
using Tito.Storage.Sqlite;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>
/// One verification run over many trajectories and stored sessions, in servers that are killed while they work it off. One file of the
/// corpus is longer than any may be, so that its shard is poisoned. Another one is not there before the last server: its shard is left to
/// one that has it, so that the run is open at each kill, however slow the machine is.
/// </summary>
internal sealed class KilledNight : IDisposable
{
    public const string Poison = "poison.json";

    private const string Key = "the-night";

    private const string Late = "00000.json";

    private readonly TempFolder _corpus = new();
    private readonly TempFolder _data = new();
    private readonly Random _random;

    public KilledNight(int seed) => _random = new(seed);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Writes the corpus: the golden trajectories again and again, each file with other bytes.</summary>
    public void WriteCorpus(int count)
    {
        var golden = Directory.GetFiles(Repository.PathTo("tests", "Golden", "corpus", "trajectories"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        for (var i = 0; i < count; i++)
        {
            File.WriteAllText(_corpus.File(string.Create(CultureInfo.InvariantCulture, $"{i:D5}.json")), golden[i % golden.Length] + new string(' ', i + 1));
        }

        using var poison = File.Create(_corpus.File(Poison));
        poison.SetLength(GoldenReader.MaxBytes + 1); // No block of it is written.
    }

    /// <summary>Stores sessions: an exported one again and again.</summary>
    public async Task StoreSessionsAsync(int count)
    {
        var journal = SqliteJournal.Open(_data.File("sessions.db"));
        var golden = GoldenReader.Read(await File.ReadAllBytesAsync(Repository.PathTo("tests", "Golden", "corpus", "trajectories", "330-exported-cut-off.json"), Ends));
        var importer = new SessionImporter(journal, TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            Assert.True(await importer.RunAsync(i.ToString("x32", CultureInfo.InvariantCulture), golden, RecordedTrajectory.Restore(golden), Ends));
        }

        SqliteJournal.ReleaseFiles(_data.Path);
    }

    /// <summary>Works the run off in servers that are killed so often while it is open, and at last in one that is not.</summary>
    /// <returns>The run, and how many kills found it open.</returns>
    public async Task<(StoredRun Run, int Kills)> RunAsync(int kills)
    {
        await PlanAsync();
        File.Move(_corpus.File(Late), _corpus.File("late"));
        var struck = 0;
        while (struck < kills)
        {
            using var server = Start();
            using var client = new SessionClient(await RootAsync(server), Ends);
            await BeginAsync(client);
            await Pause.ForAsync(TimeSpan.FromMilliseconds(_random.Next(50, 350)), Ends);
            await server.KillAsync(Ends);
            if (await LoadAsync() is { Summary: not null })
            {
                break;
            }

            struck++;
        }

        File.Move(_corpus.File("late"), _corpus.File(Late));
        using var last = Start();
        using var end = new SessionClient(await RootAsync(last), Ends);
        await BeginAsync(end);
        while (await LoadAsync() is not { Summary: not null })
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(100), Ends);
        }

        await last.TerminateAsync(Ends);
        return ((await LoadAsync())!, struck);
    }

    /// <summary>The names of all rows of the run.</summary>
    public async Task<List<string>> RowsAsync(string runId) =>
        await Store().ReadAsync(runId, "", Ends).Select(row => row.Name).ToListAsync(Ends);

    /// <summary>The ids of all runs.</summary>
    public async Task<List<string>> RunsAsync() => await Store().ListAsync(null, Ends).ToListAsync(Ends);

    public void Dispose()
    {
        _corpus.Dispose();
        _data.Dispose();
    }

    /// <summary>Begins the run under the clients' key and plans it, as a server does before it answers; nobody works it off yet.</summary>
    private async Task PlanAsync()
    {
        var (runs, corpus) = (new VerificationRuns(Store()), new CorpusFolder(_corpus.Path));
        var journal = SqliteJournal.Open(_data.File("sessions.db"));
        var (model, options, clock) = (ServedModel.Qwen3, new VerificationOptions(), TimeProvider.System);
        using var webhook = new RunWebhook(new(), clock, NullLoggerFactory.Instance);
        var runner = new VerificationRunner(
            runs, new(model, corpus, journal, [], runs, options), new(model, corpus, new(journal, model), [], options, clock),
            new NoSchedule(), webhook, new NightProgress(isSilent: true), options, clock);
        await runner.StartAsync(new(VerificationTrigger.Demand, "planned", $"client-{Key}"), Ends);
        SqliteJournal.ReleaseFiles(_data.Path);
    }

    private static async Task BeginAsync(SessionClient client)
    {
        client.Headers.Add("Idempotency-Key", Key);
        Assert.Equal(202, (int)(await client.PostAsync("verifications", "")).Status);
    }

    private async Task<StoredRun?> LoadAsync() =>
        await RunsAsync() is [var runId] ? await new VerificationRuns(Store()).LoadAsync(runId, Ends) : null;

    private SqliteVerificationStore Store() => SqliteVerificationStore.Open(_data.File("verifications.db"));

    private ProgramRun Start() => ProgramRun.Start(
        BuiltProgram.Server,
        ["--engine", "sglang+http://127.0.0.1:9", "--data", _data.Path, "--port", "0", "--verify-corpus", _corpus.Path, "--probe-interval", "0"]);

    private static async Task<Uri> RootAsync(ProgramRun server) => new(await server.WaitForAsync("Now listening on: ", Ends) + "/");
}
