using Tito.Core.Journals;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;

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

    private static async Task<JournaledSession> StoreAndLoadAsync(HotJournal journal)
    {
        await journal.CreateAsync(Heads.Of("a"), Token);
        await journal.StoreAsync("a", Two().Turns[0], Token);
        return (await journal.LoadAsync("a", Token))!;
    }
}
