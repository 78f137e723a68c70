using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 5, whose parked requests had no lines, goes on when it is opened.</summary>
public sealed class SqliteUpgradeFromFiveTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionFive_KeepsWhatIsParkedAndParksWithALine()
    {
        var journal = _file.Open();
        var (old, line) = (Parked.Of("k") with { Line = null }, new SessionLine("L", null, null));
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.ParkAsync("a", old, "attempt", Annotation.None, Ends);

        // As the statements of version 5 left a file: a column without a value is in no seal.
        _file.Execute("UPDATE sessions SET intent_count = NULL");
        _file.Seal();
        _file.Execute("ALTER TABLE parked DROP COLUMN line; ALTER TABLE sessions DROP COLUMN reward; ALTER TABLE sessions DROP COLUMN intent_count; ALTER TABLE sessions DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN reward; ALTER TABLE intents DROP COLUMN line; PRAGMA user_version = 5;");

        var upgraded = _file.Open();
        Assert.Equal(old, await upgraded.FindParkedAsync("a", "k", Ends));
        Assert.IsType<ParkOutcome.Parked>(await upgraded.ParkAsync("a", Parked.Of("l") with { Line = line }, "attempt", Annotation.None, Ends));
        Assert.Equal(line, (await _file.Open().FindParkedAsync("a", "l", Ends))!.Line);
    }
}
