using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 2 gets the columns of version 3 when it is opened; what its rows hold stays as it is.</summary>
public sealed class SqliteUpgradeFromTwoTests : IDisposable
{
    // As the CREATE TABLE statements of version 2 had them.
    private static readonly (string Table, string Columns)[] Tables =
    [
        ("sessions",
            """
            session_id family settings genesis created_at turn_count version tip format active last_used_at open_intents closed_at sha256
            """),
        ("turns",
            """
            session_id sequence format parent replaced_count messages prompt_origins prompt_ids completion_ids logprobs finish_reason
            routed_experts_shape routed_experts exchange request response digest sha256
            """),
        ("intents",
            """
            session_id key is_generated attempt_id request_digest parent turn_count started_at expires_at turn failure version sha256
            """),
    ];

    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public SqliteUpgradeFromTwoTests() => File.WriteAllBytes(_file.Path, VersionTwo.Unpack("sessions.db.gz"));

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionTwo_ReadsEveryFieldThatItHeld()
    {
        Assert.Equal(["2"], Lines("PRAGMA user_version"));

        await VersionTwo.AssertReadAsync(_file.Open(), Ends);

        Assert.Equal(["10"], Lines("PRAGMA user_version"));
    }

    [Fact]
    public void Open_OfAFileOfVersionTwo_ChangesNoByteOfItsRowsAndSeals()
    {
        var before = Rows();
        Assert.Equal(37, before.Count(row => row.StartsWith("turns", StringComparison.Ordinal)));

        _file.Open();
        _file.Open();

        Assert.Equal(before, Rows());
        Assert.Equal(["37"], Lines("SELECT count(*) FROM turns WHERE format = 1 AND engine IS NULL AND inputs IS NULL AND ending IS NULL"));
    }

    [Fact]
    public void Open_WhenTheUpgradeFailsMidway_LeavesTheFileAsItWas()
    {
        _file.Execute("ALTER TABLE turns ADD COLUMN ending BLOB");
        var before = Rows();

        Assert.Throws<SqliteException>(_file.Open);

        Assert.Equal(["2"], Lines("PRAGMA user_version"));
        Assert.Equal(["0"], Lines("SELECT count(*) FROM pragma_table_info('turns') WHERE name IN ('engine', 'inputs')"));
        Assert.Equal(before, Rows());
    }

    [Fact]
    public async Task Open_ByManyAtOnce_UpgradesTheFileOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_file.Open, Ends)));

        await VersionTwo.AssertReadAsync(_file.Open(), Ends);
    }

    [Fact]
    public async Task Open_OfAFileOfVersionTwo_GoesOnWithItsSessionsInRowsOfThePresentFormat()
    {
        await VersionOne.GoOnAsync(_file.Open(), Ends);

        Assert.Equal(["1", "1", "1", "3"], Lines("SELECT format FROM turns WHERE session_id = 'a' ORDER BY sequence"));
        Assert.Equal(1, (await _file.Open().LoadAsync("a", Ends))!.Head.Active);
    }

    [Theory]
    [InlineData("UPDATE turns SET request = CAST('{}' AS BLOB) WHERE session_id = 'a' AND sequence = 0")]
    [InlineData("UPDATE turns SET engine = 'sglang-chat' WHERE session_id = 'a' AND sequence = 0")]
    [InlineData("UPDATE turns SET inputs = CAST('{}' AS BLOB) WHERE session_id = 'a' AND sequence = 0")]
    [InlineData("UPDATE turns SET format = 2 WHERE session_id = 'a' AND sequence = 0")]
    public async Task Load_OfATurnOfFormatOneThatWasChanged_NamesItsRow(string change)
    {
        var journal = _file.Open();
        Assert.Equal(1, _file.Execute(change));

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.LoadAsync("a", Ends));
        Assert.Equal("turn-00000000", corrupt.Row);
    }

    private List<string> Rows() =>
    [
        .. Tables.SelectMany(table =>
            Lines($"SELECT {Quoted(table.Columns)} FROM {table.Table} ORDER BY 1").Select(row => $"{table.Table} {row}")),
    ];

    private static string Quoted(string columns) => string.Join(
        " || ' ' || ", columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(column => $"quote({column})"));

    private List<string> Lines(string query)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the statements are constants of this class
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
