using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Tito.Storage.Rows;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Unit.Journals.Seals;
using Tito.Tests.Unit.Storage;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Integration.Mutants;

/// <summary>
/// Damaged columns of a stored session, with their seal or with a forged one: what is read says so by name, and nothing breaks. With a seal
/// key, whoever has none never has a row believed.
/// </summary>
public sealed class RowMutantTests : IDisposable
{
    /// <summary>Columns that the rows of this session have no value in.</summary>
    private static readonly Dictionary<string, string[]> Absent = new()
    {
        ["sessions"] = ["closed_at", "reward", "metadata"],
        ["turns"] = ["inputs"],
        ["intents"] = ["failure", "aborted", "parked", "reward", "metadata"],
    };

    // https://sqlite.org/rescode.html
    private const int Constraint = 19;

    private readonly TempFolder _data = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private SqliteRawRows Raw => new(_data.File("sessions.db"));

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("the key of these tests")]
    public async Task ADamagedColumn_IsToldWhereverTheSessionIsRead(string? key)
    {
        var journal = SqliteJournal.Open(_data.File("sessions.db"), key is null ? RowSeals.Plain : RowSeals.Keyed(key));
        await using var server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1").Says("a2"), journal, Ends);
        using var client = new SessionClient(server.Root, Ends);
        await client.OpenAsync("""{"id":"s","group":"g","metadata":{"a":"b"}}""");
        var talk = new Conversation().User("u");
        await client.TakeAsync("s", talk.Body());
        await client.TakeAsync("s", talk.Assistant("a1").User("v").Body());
        var (random, seen, slowest) = (new Random(20261129), new Dictionary<string, int>(), TimeSpan.Zero);
        var (rows, refused, believed) = (await Raw.ReadAsync("s", Ends), 0, 0);
        for (var i = 0; i < MutantCount.Share(5); i++)
        {
            var row = rows[random.Next(rows.Count)];
            string[] columns = [.. row.Content, RawRow.Seal, .. Absent[row.Kind].Where(name => !row.Columns.ContainsKey(name))];
            var column = columns[random.Next(columns.Length)];
            var (value, before) = (Mutated(row.Columns.GetValueOrDefault(column), random), row.Columns.GetValueOrDefault(column));
            var way = column == RawRow.Seal || random.Next(2) == 0 ? 0 : key is null ? 1 : random.Next(1, Forger.Ways.Count);
            var what = $"Mutant {i}, {row.Kind}.{column}, its seal {Forger.Ways[way].Name}";
            if (!await WriteAsync(row.With(column, value)))
            {
                Assert.True(before is null || before.GetType() != value.GetType(), $"{what}: the table refused a value of the right type.");
                refused++;
                continue;
            }

            // Sealed as the file has it: a number may have become a text.
            var mutant = (await Raw.ReadAsync("s", Ends)).Single(row.IsInPlaceOf);
            await Raw.WriteAsync(Forger.Forge(mutant, way, rows.First(other => other != row)), Ends);
            var began = Stopwatch.GetTimestamp();
            await AskAsync(client, random, seen, what);
            var took = Stopwatch.GetElapsedTime(began);
            slowest = took > slowest ? took : slowest;
            Assert.True(took < MutantCount.Longest, $"{what}, took {took}.");
            var isVerified = (await client.PostAsync("sessions/s/verify", "")).Json.GetProperty("verified").GetBoolean();
            believed += isVerified && !Equal(mutant.Columns[column], before) ? 1 : 0;
            await Raw.WriteAsync(row, Ends);
        }

        MutantCount.Tell($"rows {(key is null ? "without a key" : "with a key")}, {refused} refused by the table itself, {believed} believed", seen, slowest);
        Assert.True(seen.ContainsKey("journal_corrupt"));
        Assert.InRange(refused, 1, MutantCount.Share(5) / 2);
        Assert.True(key is null ? believed > 0 : believed == 0, $"{believed} forged rows were believed.");
        Assert.True((await client.PostAsync("sessions/s/verify", "")).Json.GetProperty("verified").GetBoolean(), "The rows are as they were.");
    }

    private static async Task AskAsync(SessionClient client, Random random, Dictionary<string, int> seen, string what)
    {
        foreach (var (method, path) in Routes(random))
        {
            var answer = await client.SendAsync(method, path, method == HttpMethod.Post ? "{}" : null);
            var told = (int)answer.Status < 500 ? $"{(int)answer.Status}" : Code(answer);
            seen.Count(told);
            Assert.True((int)answer.Status < 500 || told == "journal_corrupt", $"{what}: {method} {path}: {(int)answer.Status} {answer.Text}");
        }
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

    /// <summary>Whether the table takes a row: its own rules refuse values of another type.</summary>
    private async Task<bool> WriteAsync(RawRow row)
    {
        try
        {
            await Raw.WriteAsync(row, Ends);
            return true;
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode == Constraint)
        {
            return false;
        }
    }

    private static bool Equal(object? one, object? other) =>
        one is byte[] bytes && other is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(one, other);

    private static object Mutated(object? value, Random random) => value switch
    {
        byte[] bytes => Mutator.Mutate(bytes, random),
        string text => System.Text.Encoding.Latin1.GetString(Mutator.Mutate(System.Text.Encoding.UTF8.GetBytes(text), random)),
        long number => random.Next(4) switch { 0 => number + 1, 1 => -number - 1, 2 => long.MaxValue, _ => (object)"x" },
        _ => random.Next(2) == 0 ? random.NextInt64() : new byte[] { 0xFF, 0 },
    };
}
