using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
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

    /// <summary>The head can be read, and the page on which the intents begin is not one any more.</summary>
    [Fact]
    public async Task BeginAsync_WhenSqliteCannotFindTheIntents_SaysThatTheFileIsDamaged()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        _file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var (page, size) = (_file.Ask("SELECT rootpage FROM sqlite_master WHERE name = 'intents'"), _file.Ask("PRAGMA page_size"));
        SqliteJournal.ReleaseFiles(_file.Path);
        await using (var stream = File.OpenWrite(_file.Path))
        {
            stream.Position = (page - 1) * size;
            stream.Write(new byte[size]);
        }

        journal = _file.Open();
        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.BeginAsync("a", Intents.Of("k"), Ends));

        Assert.Equal(("a", "file"), (corrupt.SessionId, corrupt.Row));
    }

    /// <summary>The drive of a Mac has a memory of its own, which an ordinary flush leaves full.</summary>
    [Theory]
    [InlineData("synchronous", 2)]
    [InlineData("fullfsync", 1)]
    [InlineData("checkpoint_fullfsync", 1)]
    public void Connection_Always_FlushesToTheDisk(string setting, int value)
    {
        _file.Open();
        using var connection = new SqliteStatements($"Data Source={_file.Path};Pooling=False", RowSeals.Plain);

        Assert.Equal((long)value, connection.Prepare($"PRAGMA {setting};").ExecuteScalar());
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
