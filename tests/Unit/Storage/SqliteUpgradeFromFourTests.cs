using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 4, which parked nothing, goes on when it is opened.</summary>
public sealed class SqliteUpgradeFromFourTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionFour_ReadsItsRowsAndParksInItsSessions()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Ends);

        // As the statements of version 4 left a file: without these columns and this table.
        _file.Execute("UPDATE sessions SET intent_count = NULL");
        _file.Seal();
        var before = (await journal.LoadAsync("a", Ends))!;
        _file.Execute("ALTER TABLE intents DROP COLUMN parked; ALTER TABLE intents DROP COLUMN face; ALTER TABLE intents DROP COLUMN echo; DROP TABLE parked; ALTER TABLE sessions DROP COLUMN reward; ALTER TABLE sessions DROP COLUMN intent_count; ALTER TABLE sessions DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN reward; ALTER TABLE intents DROP COLUMN line; PRAGMA user_version = 4;");

        var upgraded = _file.Open();
        Assert.Same(before, await upgraded.RefreshAsync(before, Ends));
        Assert.Equal(before.Trajectory.Tip, (await upgraded.LoadAsync("a", Ends))!.Trajectory.Tip);
        Assert.IsType<ParkOutcome.Parked>(await upgraded.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Ends));
        Assert.Equal([new("a", "k")], await _file.Open().ListParkedAsync(Ends).ToListAsync(Ends));
        Assert.Empty(RowVerifier.Verify((await upgraded.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);
    }
}
