using Microsoft.Data.Sqlite;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

public sealed class SqliteJournalTests : HeadContract, IDisposable
{
    private readonly JournalFile _file = new();
    private readonly Lazy<IJournal> _journal;

    public SqliteJournalTests() => _journal = new(_file.Open);

    protected override IJournal Journal => _journal.Value;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task LoadAsync_InANewJournalOverTheFile_FindsWhatTheFirstStored()
    {
        var turn = await StoreOneTurn();

        Assert.Equal(turn.Digest, (await _file.Open().LoadAsync("a", Token))!.Trajectory.Tip);
    }

    [Theory]
    [InlineData("UPDATE turns SET digest = zeroblob(32)", "turn-00000000", "its digest is 0000")]
    [InlineData("UPDATE turns SET digest = zeroblob(31)", "turn-00000000", "digest is not a digest of 32 bytes")]
    [InlineData("UPDATE turns SET finish_reason = 'length'", "turn-00000000", "its content gives")]
    [InlineData("UPDATE turns SET completion_ids = x'0400000006000000'", "turn-00000000", "its content gives")]
    [InlineData("UPDATE turns SET logprobs = x'000000bf010080be'", "turn-00000000", "its content gives")]
    [InlineData("UPDATE turns SET logprobs = x'000000bf'", "turn-00000000", "2 ids need as many logprobs, not 1")]
    [InlineData("UPDATE turns SET messages = x'5b5d'", "turn-00000000", "")]
    [InlineData("UPDATE turns SET messages = x'7b'", "turn-00000000", "")]
    [InlineData("UPDATE turns SET exchange = x'7b7d'", "turn-00000000", "")]
    [InlineData("UPDATE turns SET prompt_origins = x'0000000002000000'", "turn-00000000", "cover 2 of 3 prompt tokens")]
    [InlineData("UPDATE turns SET prompt_origins = x'0000000004000000'", "turn-00000000", "")]
    [InlineData("UPDATE turns SET prompt_origins = x'0300000003000000'", "turn-00000000", "")]
    [InlineData("UPDATE turns SET prompt_origins = x'0001000003000000'", "turn-00000000", "origin")]
    [InlineData("UPDATE turns SET prompt_ids = x'01'", "turn-00000000", "1 bytes")]
    [InlineData("UPDATE turns SET format = 4", "turn-00000000", "format 4; this release reads 1 to 3")]
    [InlineData("UPDATE turns SET parent = 0", "turn-00000000", "with a parent before it, not 0")]
    [InlineData("UPDATE turns SET parent = -2", "turn-00000000", "not -2")]
    [InlineData("UPDATE turns SET sequence = 1", "turn-00000001", "turn 0 was expected here")]
    [InlineData("DELETE FROM turns", "head", "counts 1 turns and 0 are stored")]
    [InlineData("UPDATE sessions SET turn_count = 2", "head", "counts 2 turns and 1 are stored")]
    [InlineData("UPDATE sessions SET tip = zeroblob(32)", "head", "its tip 0000")]
    [InlineData("UPDATE sessions SET genesis = zeroblob(32)", "turn-00000000", "its content gives")]
    [InlineData("UPDATE sessions SET genesis = zeroblob(33)", "head", "genesis is not a digest of 32 bytes")]
    [InlineData("UPDATE sessions SET created_at = 'noon'", "head", "created_at is not a time")]
    [InlineData("UPDATE sessions SET active = 1", "head", "its active turn is 1; the session has 1 turns")]
    [InlineData("UPDATE sessions SET format = 3", "head", "format 3; this release reads formats 1 to 2")]
    [InlineData("UPDATE sessions SET closed_at = 'noon'", "head", "closed_at is not a time")]
    [InlineData("UPDATE intents SET turn = 1", "intent-turn 0", "it became turn 1; the session has 1 turns")]
    [InlineData("UPDATE intents SET turn = -1", "intent-turn 0", "it became turn -1")]
    [InlineData("UPDATE intents SET failure = 0", "intent-turn 0", "not one of the known ones")]
    [InlineData("UPDATE intents SET turn = NULL, failure = 99", "intent-turn 0", "not one of the known ones")]
    [InlineData("UPDATE intents SET request_digest = zeroblob(3)", "intent-turn 0", "request_digest is not a digest of 32 bytes")]
    [InlineData("UPDATE intents SET started_at = 'noon'", "intent-turn 0", "started_at is not a time")]
    [InlineData("UPDATE intents SET expires_at = 'noon'", "intent-turn 0", "expires_at is not a time")]
    public async Task LoadAsync_WhenTheRowsContradictEachOther_RefusesWithTheRow(string damage, string row, string reason)
    {
        await StoreOneTurn();
        Assert.Equal(1, _file.Execute(damage));
        _file.Seal();

        var corrupt = await Assert.ThrowsAsync<JournalCorruptException>(async () => await Journal.LoadAsync("a", Token));
        Assert.Equal(("a", row), (corrupt.SessionId, corrupt.Row));
        Assert.Contains(reason, corrupt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenTheFileIsOfAnotherVersion_RefusesWithBoth()
    {
        _file.Open();
        _file.Execute("PRAGMA user_version = 11");

        Assert.Contains("schema version 11; this release reads versions 1 to 10", Assert.Throws<InvalidDataException>(_file.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenTheFileIsNoDatabase_Throws()
    {
        File.WriteAllText(_file.Path, new string('x', 4096));

        Assert.Throws<SqliteException>(_file.Open);
    }

    [Fact]
    public async Task EveryMethod_WhenCancelledBefore_ThrowsAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var turn = await StoreOneTurn();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.CreateAsync(Heads.Of("b"), cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.AppendAsync("a", turn, Intents.Of("k"), cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.BeginAsync("a", Intents.Of("k"), cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.EndAsync("a", Intents.Of("k"), IntentFailure.Abandoned, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.DeleteAsync("a", null, cancelled));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await Journal.LoadAsync("a", cancelled));
        Assert.Null(await Journal.LoadAsync("b", Token));
        Assert.Single((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
    }

    private async Task<Turn> StoreOneTurn()
    {
        var turn = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.StoreAsync("a", turn, Token);
        return turn;
    }
}
