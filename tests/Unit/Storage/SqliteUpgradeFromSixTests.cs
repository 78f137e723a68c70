using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 6, whose sessions had no reward, goes on when it is opened.</summary>
public sealed class SqliteUpgradeFromSixTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionSix_ReadsItsSessionsAndKeepsARewardFromThenOn()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.CloseAsync("a", Intents.Start, Ends);

        // As the statements of version 6 left a file: a column without a value is in no seal.
        _file.Execute("UPDATE sessions SET intent_count = NULL");
        _file.Seal();
        _file.Execute("ALTER TABLE sessions DROP COLUMN reward; ALTER TABLE sessions DROP COLUMN intent_count; ALTER TABLE sessions DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN reward; ALTER TABLE intents DROP COLUMN line; PRAGMA user_version = 6;");

        var upgraded = _file.Open();
        Assert.Null((await upgraded.LoadAsync("a", Ends))!.Head.Reward);
        await upgraded.CloseAsync("a", Intents.Start.AddDays(1), new(null, 0.25), Ends);
        var head = (await _file.Open().LoadAsync("a", Ends))!.Head;
        Assert.Equal((Intents.Start, 0.25), (head.ClosedAt, head.Reward));
    }

    [Fact]
    public async Task Load_OfARewardThatWasChanged_NamesTheHead()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.CloseAsync("a", Intents.Start, new(null, 1), Ends);
        _file.Execute("UPDATE sessions SET reward = '2'");

        Assert.Equal("head", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open().LoadAsync("a", Ends))).Row);
    }
}
