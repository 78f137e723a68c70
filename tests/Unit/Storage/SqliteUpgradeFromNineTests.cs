using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 9, whose intents had no lines, goes on when it is opened.</summary>
public sealed class SqliteUpgradeFromNineTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionNine_ReadsItsIntentsAndKeepsALineFromThenOn()
    {
        var journal = _file.Open();
        var (old, line) = (Intents.Of("old"), new SessionLine("L", "M", LineKind.Compaction));
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.BeginAsync("a", old, Ends);

        // As the statements of version 9 left a file: a column without a value is in no seal.
        _file.Execute("ALTER TABLE intents DROP COLUMN line; PRAGMA user_version = 9;");

        var upgraded = _file.Open();
        Assert.Equal([old], (await upgraded.LoadAsync("a", Ends))!.Intents);
        Assert.IsType<BeginOutcome.Begun>(await upgraded.BeginAsync("a", Intents.Of("new") with { Line = line }, Ends));
        Assert.Equal([null, line], (await _file.Open().LoadAsync("a", Ends))!.Intents.OrderByDescending(intent => intent.Key).Select(intent => intent.Line));
    }

    [Fact]
    public async Task Load_OfALineThatWasChanged_NamesTheIntent()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.BeginAsync("a", Intents.Of("k") with { Line = new("L", null, null) }, Ends);
        _file.Execute("UPDATE intents SET line = '{\"line\":\"M\"}'");

        Assert.Equal("intent-k", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open().LoadAsync("a", Ends))).Row);
    }
}
