using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>A changed bit in whatever column of whatever row is found when it is read, and named.</summary>
public sealed class SqliteTamperTests : IDisposable
{
    private static readonly (string Table, string Row, int? Turn)[] Rows = [("sessions", "head", null), ("turns", "turn-00000000", 0), ("intents", "intent-turn 0", null)];

    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task ReadRowsAsync_WhenABitOfAnyColumnIsFlipped_NamesSessionTurnAndRow()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        var content = HandMade.First with
        {
            RoutedExperts = new(0, 1, 1, new byte[4]),
            Inputs = new(JsonElement.Parse("[1]"), null),
            Stop = new(7, null),
        };
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!, Ends);
        await journal.CloseAsync("a", Intents.Start, Ends);
        var flipped = 0;
        foreach (var (table, row, turn) in Rows)
        {
            foreach (var (column, value) in Columns(table))
            {
                Update(table, column, Flip(value));
                var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.ReadRowsAsync("a", Ends));
                Assert.Equal(("a", turn), (corrupt.SessionId, corrupt.Turn));

                // The name of a row is made of a column, and may be the one that was flipped.
                Assert.True(corrupt.Row == row || column is "key", $"{table}.{column}: {corrupt.Row}");
                Update(table, column, value);
                flipped++;
            }
        }

        // 14, 19 and 11 columns have a value that can be flipped without hiding the row from its session.
        Assert.Equal(44, flipped);
        Assert.NotNull(await journal.LoadAsync("a", Ends));
    }

    [Fact]
    public async Task ReadRowsAsync_WhenAnyBitOfTheFileIsFlipped_GivesTheVerySessionOrSaysThatItIsDamaged()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        var two = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        two = two.Restore(two.Active, HandMade.Second);
        foreach (var turn in two.Turns)
        {
            await journal.StoreAsync("a", turn, Ends);
        }

        var whole = (await journal.LoadAsync("a", Ends))!;
        _file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteJournal.ReleaseFiles(_file.Path);
        var bytes = await File.ReadAllBytesAsync(_file.Path, Ends);
        var random = new Random(7);
        var told = 0;
        for (var flip = 0; flip < 400; flip++)
        {
            // Behind the header of the file, which says of what kind it is.
            var at = random.Next(100, bytes.Length);
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(_file.Path, damaged, Ends);
            try
            {
                // Null: the bit was in the id, and another session has the rows.
                if (await _file.Open().LoadAsync("a", Ends) is { } read)
                {
                    Assert.Equal(whole.Head, read.Head);
                    Assert.Equal(whole.Trajectory.Digest, read.Trajectory.Digest);
                    Assert.Equal(whole.Intents, read.Intents);
                }
            }
            catch (Exception failed) when (failed is JournalCorruptException or SqliteException)
            {
                // SqliteException: the table itself is damaged, so that the file cannot be opened.
                told++;
            }

            SqliteJournal.ReleaseFiles(_file.Path);
            File.Delete(_file.Path + "-wal");
            File.Delete(_file.Path + "-shm");
        }

        Assert.InRange(told, 30, 400);
    }

    private static object Flip(object value) => value switch
    {
        byte[] bytes => (byte[])[.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
        string text => text[..^1] + (char)(text[^1] ^ 1),
        long number => number ^ 2,
        _ => throw new InvalidOperationException($"{value.GetType()} is no type that a journal writes."),
    };

    private List<(string Column, object Value)> Columns(string table) => Query($"SELECT * FROM {table}", reader => Enumerable.Range(0, reader.FieldCount)
        .Where(column => !reader.IsDBNull(column) && reader.GetName(column) is not ("session_id" or "sequence"))
        .Select(column => (reader.GetName(column), reader.GetValue(column))).ToList());

    private void Update(string table, string column, object value) => Query($"UPDATE {table} SET {column} = $value RETURNING 1", _ => 0, value);

    private T Query<T>(string sql, Func<SqliteDataReader, T> read, object? value = null)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL queries for security vulnerabilities: the names come from the file's own tables
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$value", value ?? 0);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return read(reader);
    }
}
