using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Integration.Mutants;

/// <summary>Damaged columns of a stored session, with their digest or with a forged one: what is read says so by name, and nothing breaks.</summary>
public sealed class RowMutantTests : IDisposable
{
    private static readonly string[] Tables = ["sessions", "turns"];

    private readonly TempFolder _data = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private string Source => $"Data Source={_data.File("sessions.db")};Pooling=False";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task ADamagedColumn_IsToldWhereverTheSessionIsRead()
    {
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2"), _data, TimeProvider.System, TestServer.Options with { HotMegabytes = 0 }, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"s","group":"g","metadata":{"a":"b"}}""");
        var talk = new Conversation().User("u");
        await client.TakeAsync("s", talk.Body());
        await client.TakeAsync("s", talk.Assistant("a1").User("v").Body());
        var (random, seen, slowest) = (new Random(20261129), new Dictionary<string, int>(), TimeSpan.Zero);
        for (var i = 0; i < MutantCount.Share(5); i++)
        {
            var isForged = random.Next(2) == 0;
            var (what, restore) = Damage(random, isForged);
            var began = Stopwatch.GetTimestamp();

            foreach (var (method, path) in Routes(random))
            {
                var answer = await client.SendAsync(method, path, method == HttpMethod.Post ? "{}" : null);
                var told = (int)answer.Status < 500 ? $"{(int)answer.Status}" : Code(answer);
                seen.Count(told);
                Assert.True(
                    (int)answer.Status < 500 || told == "journal_corrupt",
                    $"Mutant {i}, {what}, {(isForged ? "forged" : "plain")}: {method} {path}: {(int)answer.Status} {answer.Text}");
            }

            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            Assert.True(took < MutantCount.Longest, $"Mutant {i}, {what}, took {took}.");
            restore();
        }

        MutantCount.Tell("rows", seen, slowest);
        Assert.True(seen.ContainsKey("journal_corrupt"));
        Assert.True((await client.PostAsync("sessions/s/verify", "")).Json.GetProperty("verified").GetBoolean(), "The rows are as they were.");
    }

    /// <summary>The code of an error; the whole answer where it is none.</summary>
    private static string Code(HttpAnswer answer)
    {
        try
        {
            return answer.Error.Item2 ?? "no code";
        }
        catch (Exception broken) when (broken is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"no error: {answer.Text}";
        }
    }

    private static (HttpMethod Method, string Path)[] Routes(Random random)
    {
        (HttpMethod, string)[] all =
        [
            (HttpMethod.Post, "sessions/s/verify"), (HttpMethod.Get, "sessions/s"), (HttpMethod.Get, "sessions/s/view"), (HttpMethod.Get, "sessions/s/proof"),
            (HttpMethod.Post, "sessions/s/samples"), (HttpMethod.Get, "sessions"), (HttpMethod.Get, "samples"), (HttpMethod.Get, "sessions/s?records=summary"),
        ];
        random.Shuffle(all);
        return all[..3];
    }

    /// <summary>Damages one column of one row; the second result takes it back.</summary>
    private (string What, Action Restore) Damage(Random random, bool isForged)
    {
        using var connection = new SqliteStatements(Source);
        var table = Tables[random.Next(Tables.Length)];
        var rows = new List<List<(string Name, object Value)>>();
        using (var reader = connection.Prepare($"SELECT {Row(table)} AS row, * FROM {table}").ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => (reader.GetName(at), reader.GetValue(at)))]);
            }
        }

        var columns = rows[random.Next(rows.Count)];
        var row = (long)columns[0].Value;

        // A row under another name is another row, and one that is gone is told by verify alone.
        var (name, value) = columns.Skip(1).Where(column => column.Name is not ("session_id" or "sequence")).ElementAt(
            random.Next(columns.Skip(1).Count(column => column.Name is not ("session_id" or "sequence"))));
        var before = rows.SelectMany(all => all.Skip(1).Select(column => ((long)all[0].Value, column.Name, column.Value))).ToList();
        Write(connection, table, row, name, Mutated(value, random));
        if (isForged)
        {
            using var forging = new SqliteStatements(Source);
            try
            {
                SqliteUpgrade.SealAll(forging);
            }
            catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
            {
                // What cannot even be sealed stays as it is.
            }
        }

        return ($"{table}.{name} of row {row}", Restore);

        void Restore()
        {
            using var again = new SqliteStatements(Source);
            foreach (var (each, column, original) in before)
            {
                Write(again, table, each, column, original);
            }
        }
    }

    /// <summary>What tells the rows of the one session from each other.</summary>
    private static string Row(string table) => table == "turns" ? "sequence" : "0";

    private static void Write(SqliteStatements connection, string table, long row, string column, object value)
    {
        var update = connection.Prepare($"UPDATE {table} SET {column} = $value WHERE {Row(table)} = $row");
        update.Parameters.Clear();
        update.Parameters.AddWithValue("$value", value);
        update.Parameters.AddWithValue("$row", row);
        try
        {
            update.ExecuteNonQuery();
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == 19)
        {
            // The table's own rules refuse such a value.
        }
    }

    private static object Mutated(object value, Random random) => value switch
    {
        byte[] bytes => Mutator.Mutate(bytes, random),
        string text => System.Text.Encoding.Latin1.GetString(Mutator.Mutate(System.Text.Encoding.UTF8.GetBytes(text), random)),
        long number => random.Next(4) switch { 0 => number + 1, 1 => -number - 1, 2 => long.MaxValue, _ => (object)"x" },
        _ => random.Next(2) == 0 ? random.NextInt64() : new byte[] { 0xFF, 0 },
    };
}
