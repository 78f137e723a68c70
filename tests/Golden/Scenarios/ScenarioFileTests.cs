using Tito.Replay.Items;
using Tito.Replay.Plays;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Scenarios;

/// <summary>Every scenario of the corpus, through the server's own pipeline.</summary>
public sealed class ScenarioFileTests
{
    [Fact]
    public async Task Files_InProcess_AllComeToWhatTheOracleSays()
    {
        var results = await ScenarioCorpus.AssertGreenAsync(ScenarioCorpus.InProcess, ScenarioCorpus.Files);

        Assert.True(results.Length >= 400, $"{results.Length} files");
        Assert.True(results.Count(result => result.FailedAsNamed is not null) * 4 >= results.Length, "a part of them must fail as they say");
    }

    /// <summary>Over sockets on both sides, and a SQLite file: one family whole, and of each other one what its faces and ends are.</summary>
    [Fact]
    public async Task Files_OverHttpAndSqlite_AllComeToWhatTheOracleSays()
    {
        using var folder = new TempFolder();
        var items = ReplayItems.Filter(ScenarioCorpus.Files, "qwen3/")
            .AddRange(ScenarioCorpus.Files.Where(item => item.Name.EndsWith("/stream", StringComparison.Ordinal)))
            .AddRange(ScenarioCorpus.Files.Where(item => item.Name.EndsWith("/tools-parallel", StringComparison.Ordinal)))
            .Distinct();

        await ScenarioCorpus.AssertGreenAsync(new(InProcess: false, new JournalPlace.Sqlite(folder.Path)), [.. items]);
    }

    /// <summary>One in sixty; <c>./build.sh golden</c> replays all of them by the command.</summary>
    [Fact]
    public async Task Manifest_InProcess_ComesToTheOraclesDigests()
    {
        var items = ReplayItems.Manifest(ScenarioCorpus.Manifest);
        Assert.True(items.Length >= 20_000, $"{items.Length} lines");

        await ScenarioCorpus.AssertGreenAsync(ScenarioCorpus.InProcess, ReplayItems.Shard(items, 7, 61));
    }
}
