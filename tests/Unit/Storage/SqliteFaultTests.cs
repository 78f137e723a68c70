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

    [Theory]
    [InlineData("sessions")]
    [InlineData("intents")]
    [InlineData("parked")]
    public async Task ParkAsync_WhenAStatementFails_StoresNothingOfIt(string table)
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        var before = await journal.LoadAsync("a", Ends);
        _file.Execute($"CREATE TRIGGER full AFTER INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;");

        await Assert.ThrowsAsync<SqliteException>(async () => await journal.ParkAsync("a", Parked.Of("k"), "attempt", Ends));

        Assert.Same(before, await journal.RefreshAsync(before!, Ends));
        Assert.Null(await journal.FindParkedAsync("a", "k", Ends));
        _file.Execute("DROP TRIGGER full;");
        Assert.IsType<ParkOutcome.Parked>(await journal.ParkAsync("a", Parked.Of("k"), "attempt", Ends));
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);
    }

    [Theory]
    [InlineData("UPDATE parked SET body = CAST('other' AS BLOB)", "its bytes are not those")]
    [InlineData("UPDATE parked SET agent = NULL", "its bytes are not those")]
    [InlineData("UPDATE parked SET key = 'x'", "its bytes are not those")]
    public async Task ReadRowsAsync_OfAParkedRowThatWasChanged_NamesItsRow(string change, string said)
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.ParkAsync("a", Parked.Of("k"), "attempt", Ends);
        Assert.Equal(1, _file.Execute(change));

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.ReadRowsAsync("a", Ends));

        Assert.StartsWith("parked-", corrupt.Row, StringComparison.Ordinal);
        Assert.Contains(said, corrupt.Message, StringComparison.Ordinal);
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }
}
