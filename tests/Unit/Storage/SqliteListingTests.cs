using System.Text;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>Damage that hides rows: it is told, and nothing runs for ever.</summary>
public sealed class SqliteListingTests : IDisposable
{
    private static readonly string[] Ids = ["session-b", "session-c", "session-d"];

    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    /// <summary>A flipped bit of an id puts its row out of order, and whoever asks for what follows it finds the same rows again.</summary>
    [Theory]
    [InlineData("session-b", "session-\u007f")]
    [InlineData("session-d", "session-a")]
    [InlineData("session-c", "session-b")]
    public async Task ListAsync_OfIdsThatDoNotAscend_IsCorrupt(string id, string damaged)
    {
        var journal = _file.Open();
        foreach (var one in Ids)
        {
            await journal.CreateAsync(Heads.Of(one), Ends);
        }

        SqliteJournal.ReleaseFiles(_file.Path);
        Replace(id, damaged);

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await _file.Open().ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal("index", corrupt.Row);
    }

    [Fact]
    public async Task ListAsync_OfADamagedIdThatIsNoText_Ends()
    {
        var journal = _file.Open();
        foreach (var one in Ids)
        {
            await journal.CreateAsync(Heads.Of(one), Ends);
        }

        SqliteJournal.ReleaseFiles(_file.Path);
        Replace("session-d", "\u00ff\u00fe\u00fd\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");

        var seen = await Record.ExceptionAsync(async () => Assert.Equal(3, (await _file.Open().ListAsync(null, Ends).ToListAsync(Ends)).Count));
        Assert.True(seen is null or JournalCorruptException, $"{seen}");
    }

    [Theory]
    [InlineData("DELETE FROM intents WHERE key = 'failed'")]
    [InlineData("UPDATE intents SET session_id = 'b' WHERE key = 'failed'")]
    public async Task Verify_OfAnIntentWhoseRowVanished_TellsIt(string damage)
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.BeginAsync("a", Intents.Of("failed"), Ends);
        await journal.EndAsync("a", Intents.Of("failed"), IntentFailure.EngineError, Ends);
        Assert.Empty(RowVerifier.Verify((await journal.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);

        Assert.Equal(1, _file.Execute(damage));

        var told = Assert.Single(RowVerifier.Verify((await journal.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);
        Assert.Equal(("head", "intent_count"), (told.Row, told.What));
    }

    [Fact]
    public async Task Load_OfATurnWhoseRowVanished_IsCorrupt()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Ends);

        Assert.Equal(1, _file.Execute("DELETE FROM turns"));

        await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open().LoadAsync("a", Ends));
        Assert.NotEmpty(RowVerifier.Verify((await journal.ReadRowsAsync("a", Ends))!, HandMade.Genesis).Disagreements);
    }

    /// <summary>Puts other bytes in the place of an id, wherever it is in the file.</summary>
    private void Replace(string id, string damaged)
    {
        var (bytes, from, to) = (File.ReadAllBytes(_file.Path), Encoding.Latin1.GetBytes(id), Encoding.Latin1.GetBytes(damaged));
        var count = 0;
        for (int at; (at = bytes.AsSpan().IndexOf(from)) >= 0; count++)
        {
            to.CopyTo(bytes, at);
        }

        Assert.True(count > 0);
        File.WriteAllBytes(_file.Path, bytes);
    }
}
