using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals.Seals;

/// <summary>What a journal in a store that others can write believes of its rows, with a key and without.</summary>
public abstract class SealContract
{
    private const string Changed = "its bytes are not those that its sha256 was computed of.";

    /// <summary>What no digest chain binds, and who changes it gains by.</summary>
    private static readonly string[] Worth =
    [
        "response", "request", "exchange", "turn", "failure", "active", "closed_at", "reward", "metadata", "intent_count", "turn_count", "body", "echo", "settings",
    ];

    private static readonly RowSeals First = RowSeals.Keyed("first");
    private static readonly RowSeals Second = RowSeals.Keyed("second");
    private static readonly RowSeals Rotated = RowSeals.Keyed("second", before: "first");
    private static readonly RowSeals Lenient = RowSeals.Keyed("first", acceptsPlain: true);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IRawRows Rows { get; }

    /// <summary>Opens the test's store.</summary>
    private protected abstract Task<IJournal> OpenAsync(RowSeals seals);

    [Fact]
    public async Task ReadRowsAsync_OfARowThatAForgerChanged_IsCorruptWhateverTheSealIs()
    {
        var journal = await OpenAsync(First);
        await FillAsync(journal, "a");
        var rows = await Rows.ReadAsync("a", Token);
        var (forged, way) = (0, 0);
        foreach (var row in rows)
        {
            var other = rows.Where(one => one != row).MaxBy(one => one.Kind == row.Kind)!;
            foreach (var column in row.Content)
            {
                for (var tries = Worth.Contains(column) ? Forger.Ways.Count : 1; tries > 0; tries--, way++, forged++)
                {
                    await Rows.WriteAsync(Forger.Forge(row.Flip(column), way, other), Token);

                    var thrown = await Record.ExceptionAsync(async () => await journal.ReadRowsAsync("a", Token));
                    Assert.True(thrown is JournalCorruptException, $"{row.Kind}.{column}, {Forger.Ways[way % Forger.Ways.Count].Name}: {thrown?.ToString() ?? "believed"}");
                    if (row.Kind == "parked" && column != "key")
                    {
                        await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.FindParkedAsync("a", (string)row.Columns["key"]!, Token));
                    }
                }
            }

            await Rows.WriteAsync(row, Token);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{forged} forged rows, none believed");
        Assert.InRange(forged, 150, 600);
        Assert.NotNull(await journal.ReadRowsAsync("a", Token));
    }

    /// <summary>What a failed attempt looks like, of a turn that was taken: its key would be free, and the turn sampled a second time.</summary>
    [Fact]
    public async Task BeginAsync_OfAnIntentThatAForgerMadeAFailure_IsCorrupt()
    {
        var journal = await OpenAsync(First);
        await FillAsync(journal, "a");
        foreach (var row in (await Rows.ReadAsync("a", Token)).Where(row => row.Columns.ContainsKey("turn") && row.Kind is "intents" or "intent"))
        {
            var failed = row.With("turn", null).With("failure", row.Columns["turn"] is long ? 6L : (object)6);
            await Rows.WriteAsync(Forger.Forge(failed, 1, row), Token);
            var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.BeginAsync("a", Intents.Of("turn 0"), Token));
            Assert.Contains("sealed without a key", corrupt.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.ReadRowsAsync("a", Token));
            await Rows.WriteAsync(row, Token);
        }
    }

    [Fact]
    public async Task LoadAsync_OfARowOfAnotherSession_IsCorrupt()
    {
        var journal = await OpenAsync(First);
        await FillAsync(journal, "a");
        await FillAsync(journal, "b");
        var theirs = (await Rows.ReadAsync("b", Token)).ToDictionary(PlaceInSession);
        foreach (var row in (await Rows.ReadAsync("a", Token)).Where(row => row.Kind is not "parked"))
        {
            // Everything is the other session's, the seal too, but the place.
            var moved = theirs[PlaceInSession(row)];
            foreach (var column in new[] { "session_id", "PartitionKey" }.Where(row.Columns.ContainsKey))
            {
                moved = moved.With(column, row.Columns[column]);
            }

            await Rows.WriteAsync(moved, Token);
            var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await journal.ReadRowsAsync("a", Token));
            Assert.EndsWith(Changed, corrupt.Message, StringComparison.Ordinal);
            await Rows.WriteAsync(row, Token);
        }
    }

    [Fact]
    public async Task Open_WithoutTheKeyOrWithAnother_SaysWhichIsMissing()
    {
        await FillAsync(await OpenAsync(First), "a");

        await AssertCorruptAsync(await OpenAsync(RowSeals.Plain), "it is sealed with a key, and --seal-key is missing.");
        await AssertCorruptAsync(await OpenAsync(Second), "it is sealed with another key than --seal-key, and --seal-key-before does not name it.");
        await AssertCorruptAsync(await OpenAsync(RowSeals.Keyed("third", before: "second", acceptsPlain: true)), "sealed with another key");
        await AssertWholeAsync(await OpenAsync(First), 1);
    }

    [Fact]
    public async Task Open_WithTheKeyBefore_ReadsItsRowsAndWritesOfTheNewOne()
    {
        await FillAsync(await OpenAsync(First), "a", closes: false);
        var before = Seals(await Rows.ReadAsync("a", Token));

        var rotated = await OpenAsync(Rotated);
        await AssertWholeAsync(rotated, 1);
        await AddAsync(rotated, "a");
        await rotated.CreateAsync(Heads.Of("b"), Token);

        await AssertWholeAsync(rotated, 2);
        var head = Assert.Single(await Rows.ReadAsync("b", Token));
        Assert.NotEqual(before[0][..8], head.SealBytes[..8]);
        Assert.NotNull(await (await OpenAsync(Second)).LoadAsync("b", Token));
        await AssertCorruptAsync(await OpenAsync(Second), "sealed with another key");
        await AssertCorruptAsync(await OpenAsync(First), "sealed with another key");

        // A row of the older key is held against that, and not only against its name.
        var row = (await Rows.ReadAsync("a", Token)).First(one => one.SealBytes.AsSpan(0, 8).SequenceEqual(before[0].AsSpan(0, 8)) && one.Columns.ContainsKey("response"));
        await Rows.WriteAsync(row.Flip("response"), Token);
        await AssertCorruptAsync(rotated, Changed);
    }

    [Fact]
    public async Task Open_WithAKey_RefusesPlainRowsUnlessTheyAreAccepted()
    {
        await FillAsync(await OpenAsync(RowSeals.Plain), "a", closes: false);
        Assert.All(Seals(await Rows.ReadAsync("a", Token)), seal => Assert.Equal(32, seal.Length));

        await AssertCorruptAsync(await OpenAsync(First), "it is sealed without a key: by a server that had no --seal-key, which --plain-seals accept reads, or by somebody who changed it.");
        var lenient = await OpenAsync(Lenient);
        await AssertWholeAsync(lenient, 1);
        await AddAsync(lenient, "a");

        await AssertWholeAsync(lenient, 2);
        Assert.Equal([32, 40], Seals(await Rows.ReadAsync("a", Token)).Select(seal => seal.Length).Distinct().Order());
        await AssertCorruptAsync(await OpenAsync(First), "sealed without a key");

        // Damage is still told.
        var turn = (await Rows.ReadAsync("a", Token)).First(row => row.SealBytes.Length == 32 && row.Columns.ContainsKey("response"));
        await Rows.WriteAsync(turn.Flip("response"), Token);
        await AssertCorruptAsync(lenient, Changed);
    }

    /// <summary>A session with everything that a journal keeps.</summary>
    private static async Task FillAsync(IJournal journal, string sessionId, bool closes = true)
    {
        await journal.CreateAsync(Heads.Of(sessionId), Token);
        var content = HandMade.First with { RoutedExperts = new(0, 1, 1, new byte[4]), Inputs = new(JsonElement.Parse("[1]"), null), Stop = new(7, null) };
        Assert.IsType<AppendOutcome.Appended>(
            await journal.StoreAsync(sessionId, Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!, Token));
        if (closes)
        {
            Assert.IsType<ParkOutcome.Parked>(await journal.ParkAsync(sessionId, Parked.Of("parked"), "attempt", Annotation.None, Token));
            await journal.FailParkedAsync(Heads.Of(sessionId), Parked.Of("parked"), new("engine_error", "no", null), Parked.At, Token);
            Assert.IsType<ParkOutcome.Parked>(await journal.ParkAsync(sessionId, Parked.Of("waiting"), "attempt", Annotation.None, Token));
            await journal.CloseAsync(sessionId, Intents.Start, new(LabelsOf.One("a", "b"), 0.5), Token);
        }
    }

    private static async Task AddAsync(IJournal journal, string sessionId)
    {
        var known = (await journal.LoadAsync(sessionId, Token))!;
        Assert.IsType<AppendOutcome.Appended>(
            await journal.StoreAsync(sessionId, known.Trajectory.Restore(known.Trajectory.Active, HandMade.Second).Active!, Token));
    }

    private static async Task AssertWholeAsync(IJournal journal, int turns)
    {
        Assert.Equal(turns, (await journal.LoadAsync("a", Token))!.Trajectory.Turns.Count);
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", Token))!, HandMade.Genesis).Disagreements);
    }

    private static async Task AssertCorruptAsync(IJournal journal, string why)
    {
        foreach (var read in (Func<Task>[])[async () => await journal.LoadAsync("a", Token), async () => await journal.ReadRowsAsync("a", Token)])
        {
            Assert.Contains(why, (await Assert.ThrowsAsync<JournalCorruptException>(read)).Message, StringComparison.Ordinal);
        }
    }

    private static List<byte[]> Seals(IEnumerable<RawRow> rows) => [.. rows.Select(row => row.SealBytes)];

    private static string PlaceInSession(RawRow row) =>
        $"{row.Kind} {row.Columns.GetValueOrDefault("RowKey")} {row.Columns.GetValueOrDefault("sequence")} {(row.Columns.ContainsKey("RowKey") ? null : row.Columns.GetValueOrDefault("key"))}";
}
