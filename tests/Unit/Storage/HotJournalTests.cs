using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

public sealed class HotJournalTests : HeadContract, IDisposable
{
    private readonly InMemoryJournal _shared = new();
    private readonly HotJournal _hot;

    public HotJournalTests() => _hot = new(_shared, 1 << 20);

    protected override IJournal Journal => _hot;

    public void Dispose() => _hot.Dispose();

    [Fact]
    public async Task LoadAsync_Again_SharesWhatItKnew()
    {
        var first = await StoreAndLoadAsync(_hot);

        Assert.Same(first, await _hot.LoadAsync("a", Token));
        await _hot.StoreAsync("a", Two().Turns[1], Token);
        Assert.Same(first.Trajectory.Turns[0], (await _hot.LoadAsync("a", Token))!.Trajectory.Turns[0]);
    }

    [Fact]
    public async Task LoadAsync_AfterAnotherProcessWrote_SeesIt()
    {
        await StoreAndLoadAsync(_hot);

        await _shared.StoreAsync("a", Two().Turns[1], Token);
        Assert.Equal(Two().Tip, (await _hot.LoadAsync("a", Token))!.Trajectory.Tip);
        await _shared.DeleteAsync("a", null, Token);
        Assert.Null(await _hot.LoadAsync("a", Token));
    }

    [Fact]
    public async Task LoadAsync_OfMoreTokensThanItMayKeep_ReadsThemAgain()
    {
        // A session alone, before its first turn, weighs more.
        using var small = new HotJournal(_shared, 1_000);

        Assert.NotSame(await StoreAndLoadAsync(small), await small.LoadAsync("a", Token));
    }

    /// <summary>
    /// Another process deletes the session and imports an earlier state of it, with the time at which it was opened, and it goes on in
    /// another way: by its head it is what is kept, and its turns are others.
    /// </summary>
    [Fact]
    public async Task LoadAsync_AfterAnotherProcessImportedItAnew_ReadsItAfresh()
    {
        await StoreAndLoadAsync(_hot);
        await _shared.DeleteAsync("a", null, Token);
        await _shared.CreateAsync(Heads.Of("a"), Token);
        var other = Trajectory.Start(Two().Genesis).Restore(null, HandMade.First with { FinishReason = "length" });
        other = other.Restore(other.Active, HandMade.Second);
        await _shared.StoreAsync("a", other.Turns[0], Token);
        await _shared.StoreAsync("a", other.Turns[1], Token);

        Assert.Equal(other.Tip, (await _hot.LoadAsync("a", Token))!.Trajectory.Tip);
        Assert.Equal(other.Turns[0].Digest, (await _hot.LoadAsync("a", Token))!.Trajectory.Turns[0].Digest);
    }

    private static async Task<JournaledSession> StoreAndLoadAsync(HotJournal journal)
    {
        await journal.CreateAsync(Heads.Of("a"), Token);
        await journal.StoreAsync("a", Two().Turns[0], Token);
        return (await journal.LoadAsync("a", Token))!;
    }
}
