using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>A file of version 8, of whose turns nothing was said, goes on when it is opened.</summary>
public sealed class SqliteUpgradeFromEightTests : IDisposable
{
    private readonly JournalFile _file = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_OfAFileOfVersionEight_ReadsItsRowsAndKeepsWhatIsSaidFromThenOn()
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Ends);
        await journal.CloseAsync("a", Intents.Start, new(null, 0.5), Ends);
        var before = (await journal.LoadAsync("a", Ends))!;

        // As the statements of version 8 left a file: a column without a value is in no seal.
        _file.Execute(
            """
            ALTER TABLE sessions DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN metadata; ALTER TABLE intents DROP COLUMN reward;
            ALTER TABLE intents DROP COLUMN line;
            PRAGMA user_version = 8;
            """);

        var upgraded = _file.Open();
        Assert.Same(before, await upgraded.RefreshAsync(before, Ends));
        await upgraded.AnnotateAsync("a", "turn 0", new(LabelsOf.One("k", "v"), 1), Ends);
        await upgraded.CloseAsync("a", Intents.Start, new(LabelsOf.One("m", "n"), null), Ends);
        var after = (await _file.Open().LoadAsync("a", Ends))!;
        Assert.Equal(new Annotation(LabelsOf.One("k", "v"), 1), after.Annotations()[0]);
        Assert.Equal((0.5, LabelsOf.One("m", "n")), (after.Head.Reward, after.Head.ClosingMetadata));
        Assert.Equal(before.Trajectory.Tip, after.Trajectory.Tip);
    }

    [Theory]
    [InlineData("UPDATE intents SET reward = '2'")]
    [InlineData("UPDATE intents SET metadata = '{}'")]
    public async Task Load_OfSomethingSaidThatWasChanged_NamesTheIntent(string change)
    {
        var journal = _file.Open();
        await journal.CreateAsync(Heads.Of("a"), Ends);
        await journal.StoreAsync("a", Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!, Ends);
        await journal.AnnotateAsync("a", "turn 0", new(LabelsOf.One("k", "v"), 1), Ends);
        _file.Execute(change);

        Assert.Equal("intent-turn 0", (await Assert.ThrowsAsync<JournalCorruptException>(async () => await _file.Open().LoadAsync("a", Ends))).Row);
    }
}
