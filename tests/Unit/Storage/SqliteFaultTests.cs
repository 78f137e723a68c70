using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>A statement of an append fails, whichever it is: nothing of the append is stored, and asking again ends well.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private static Turn First => Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("sessions")]
    [InlineData("intents")]
    [InlineData("turns")]
    public async Task AppendAsync_WhenAStatementFails_StoresNothingOfIt(string table)
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.BeginAsync("a", Intents.Of("k"), Ends);
        var before = await journal.LoadAsync("a", Ends);
        _file.Execute($"CREATE TRIGGER full AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;");

        await Assert.ThrowsAsync<SqliteException>(async () => await journal.AppendAsync("a", First, Intents.Of("k"), Ends));

        Assert.Same(before, await journal.RefreshAsync(before!, Ends));
        _file.Execute("DROP TRIGGER full;");
        Assert.IsType<AppendOutcome.Appended>(await journal.AppendAsync("a", First, Intents.Of("k"), Ends));
        Assert.Equal(new AppendOutcome.AlreadyAppended(0), await journal.AppendAsync("a", First, Intents.Of("k"), Ends));
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);
    }
}
