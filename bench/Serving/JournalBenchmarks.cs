using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BenchmarkDotNet.Attributes;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Storage.InMemory;
using Tito.Storage.Sqlite;

namespace Tito.Bench.Serving;

/// <summary>A turn's journal work: 200 new prompt tokens and 300 sampled ones behind a session of some length.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int Turns = 100;

    private DirectoryInfo _folder = null!;
    private string _name = "";
    private IJournal _journal = null!;
    private Trajectory _start = null!;
    private TurnContent _turn = null!;
    private readonly List<(TurnIntent Intent, Turn Turn)> _turns = [];
    private Turn _next = null!;
    private JournaledSession _known = null!;
    private string _session = "";
    private int _sessions;

    /// <summary>Memory and SQLite; and Azure tables, or Azurite, where <c>TITO_TABLES</c> names an account.</summary>
    public static IEnumerable<string> Journals => Account is null ? ["memory", "sqlite"] : ["memory", "sqlite", "tables"];

    [ParamsSource(nameof(Journals))]
    public string Journal { get; set; } = "";

    /// <summary>Tokens that the session holds.</summary>
    [Params(8_192, 131_072)]
    public int PrefixTokens { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("tito-bench-");
        _name = $"bench{Guid.NewGuid():N}";
        _journal = Journal switch
        {
            "tables" => AzureJournal.OpenAsync(Account!, _name, CancellationToken.None).GetAwaiter().GetResult(),
            "sqlite" => SqliteJournal.Open(Path.Combine(_folder.FullName, "sessions.db")),
            _ => new InMemoryJournal(),
        };
        _start = Trajectory.Start(Digest.Of("bench"u8)).Restore(null, Content(PrefixTokens, 0));
        _turn = Content(200, 300);
        var grown = _start;
        for (var turn = 0; turn < Turns; turn++)
        {
            grown = grown.Restore(grown.Active, _turn);
            _turns.Add((Intent($"turn {turn}"), grown.Active!));
        }

        _next = _turns[0].Turn;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        SqliteJournal.ReleaseFiles(_folder.FullName);
        _folder.Delete(recursive: true);
        if (Journal == "tables")
        {
            new TableClient(Account, _name).Delete();
            new BlobContainerClient(Account, _name).Delete();
        }
    }

    [IterationSetup]
    public void SessionOpener()
    {
        _session = (_sessions++).ToString("x32", CultureInfo.InvariantCulture);
        Complete(_journal.CreateAsync(
            new() { SessionId = _session, Family = "qwen3", Settings = new(), Genesis = _start.Genesis, Tip = _start.Genesis, CreatedAt = DateTimeOffset.UnixEpoch, LastUsedAt = DateTimeOffset.UnixEpoch },
            CancellationToken.None));
        Complete(_journal.BeginAsync(_session, Intent("first"), CancellationToken.None));
        Complete(_journal.AppendAsync(_session, _start.Active!, new(0, null), Intent("first"), CancellationToken.None));
        Complete(_journal.BeginAsync(_session, Intent("next"), CancellationToken.None));
        _known = Complete(_journal.LoadAsync(_session, CancellationToken.None))!;
    }

    [Benchmark]
    public BeginOutcome Begin() => Complete(_journal.BeginAsync(_session, Intent("third"), CancellationToken.None));

    [Benchmark]
    public AppendOutcome Append() => Complete(_journal.AppendAsync(_session, _next, new(1, 0), Intent("next"), CancellationToken.None));

    /// <summary>The whole journal work of a turn in a hot session, many turns one behind the other: refresh, begin, append.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public JournaledSession Turn()
    {
        var session = _known;
        foreach (var (intent, turn) in _turns)
        {
            session = Complete(_journal.RefreshAsync(session, CancellationToken.None))!;
            Complete(_journal.BeginAsync(_session, intent, CancellationToken.None));
            Complete(_journal.AppendAsync(_session, turn, new(turn.Sequence, turn.Sequence - 1), intent, CancellationToken.None));
        }

        return session;
    }

    /// <summary>What a hot session costs: its head, and nothing new behind it.</summary>
    [Benchmark]
    public JournaledSession? Refresh() => Complete(_journal.RefreshAsync(_known, CancellationToken.None));

    [Benchmark]
    public JournaledSession? Load() => Complete(_journal.LoadAsync(_session, CancellationToken.None));

    private static string? Account => Environment.GetEnvironmentVariable("TITO_TABLES") is { Length: > 0 } account ? account : null;

    private static TurnIntent Intent(string key) => new()
    {
        Key = key,
        IsGenerated = true,
        AttemptId = key,
        RequestDigest = Digest.Of("body"u8),
        Parent = null,
        TurnCount = 0,
        StartedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(11),
    };

    // The harness has no asynchronous setup, and SQLite works synchronously in any case.
    private static T Complete<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static TurnContent Content(int promptTokens, int sampledTokens) => new()
    {
        Appended = [ChatMessage.Parse(JsonElement.Parse("""{"role":"user","content":"hello"}"""), "message")],
        Assistant = ChatMessage.Parse(JsonElement.Parse("""{"role":"assistant","content":"hello"}"""), "message"),
        PromptSegments = [TokenSegment.Given(TokenOrigin.Environment, [.. Enumerable.Range(0, promptTokens)])],
        Completion = TokenSegment.Sampled([.. Enumerable.Range(0, sampledTokens)], [.. Enumerable.Repeat(-0.5f, sampledTokens)]),
        FinishReason = "stop",
        Exchange = new()
        {
            RequestedAt = DateTimeOffset.UnixEpoch,
            CompletedAt = DateTimeOffset.UnixEpoch,
            Request = JsonElement.Parse("{}"),
            Response = JsonElement.Parse("{}"),
        },
    };
}
