using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>Sessions whose rows contradict each other are listed, handed out and swept past: nothing is left out in silence.</summary>
public sealed class UnreadableSessionTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_NamesASessionWithoutAHead()
    {
        await CreateAsync("a", "b", "c");

        var page = await new SessionLister(new Unreadable(_journal, "b")).RunAsync(new() { Group = "none" }, 9, Ends);

        Assert.Equal([new("b", null, null)], page.Sessions);
    }

    [Fact]
    public async Task List_OfASessionWithoutTurns_DoesNotSayWhatItLeft()
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Closing), SessionPolicy.Linear, [Trees.Root('x'), Trees.Root('y')]);

        var page = await new SessionLister(new Unreadable(_journal, "", Trees.Id)).RunAsync(new(), 9, Ends);

        var listed = Assert.Single(page.Sessions);
        Assert.Equal((Trees.Id, 2, null), (listed.SessionId, listed.Head!.TurnCount, listed.LeftBehind));
    }

    [Fact]
    public async Task Sweep_LeavesThemAloneAndCountsThem()
    {
        await CreateAsync("a", "b", "c");
        var clock = new HandClock { Now = Heads.Of("a").LastUsedAt.AddDays(2) };

        var heard = new List<string>();
        var sweeper = new SessionSweeper(new Unreadable(_journal, "bc"), new(TimeSpan.FromMinutes(9)), clock) { Unreadable = heard.Add };

        var report = await sweeper.RunAsync(TimeSpan.FromDays(1), Ends);

        Assert.Equal(["b", "c"], heard);
        Assert.Equal(new SweepReport(1, 1, 0, 0, 2), report);
        Assert.Equal(["b", "c"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
    }

    /// <summary>The store gives all sessions but some, one of them for good.</summary>
    [Fact]
    public async Task Sweep_OfSessionsThatTheStoreDoesNotGive_GoesOnWithTheOthersAndCountsThem()
    {
        await CreateAsync("a", "b", "c", "d", "e", "f");
        var journal = new Unreadable(_journal, "") { Away = "bcef" };
        var clock = new HandClock { Now = Heads.Of("a").LastUsedAt.AddDays(2) };

        var report = await new SessionSweeper(journal, new(TimeSpan.FromMinutes(9)), clock).RunAsync(TimeSpan.FromDays(1), Ends);

        Assert.Equal(new SweepReport(2, 2, 0, 0, 0) { Unavailable = 4 }, report);
        Assert.Equal(["b", "c", "e", "f"], await _journal.ListAsync(null, Ends).ToListAsync(Ends));
        Assert.Equal(1, journal.Collected);
    }

    /// <summary>
    /// Three in a row, or what waits: then the store counts as away, and that is told. What expired before was told, though the report is
    /// nobody's.
    /// </summary>
    [Theory]
    [InlineData("bcd", false, "b c d e", "a")]
    [InlineData("", true, "a b c d e", "")]
    public async Task Sweep_OfAStoreThatIsAway_CollectsWhatIsLeftOverAndSaysSo(string away, bool isParkedAway, string left, string expired)
    {
        await CreateAsync("a", "b", "c", "d", "e");
        var journal = new Unreadable(_journal, "") { Away = away, IsParkedAway = isParkedAway };
        var clock = new HandClock { Now = Heads.Of("a").LastUsedAt.AddDays(2) };
        var heard = new List<string>();
        var sweeper = new SessionSweeper(journal, new(TimeSpan.FromMinutes(9)), clock) { Expired = session => heard.Add(session.SessionId) };

        await Assert.ThrowsAsync<JournalUnavailableException>(() => sweeper.RunAsync(TimeSpan.FromDays(1), Ends));

        Assert.Equal(expired, string.Join(' ', heard));
        Assert.Equal(left, string.Join(' ', await _journal.ListAsync(null, Ends).ToListAsync(Ends)));
        Assert.Equal(1, journal.Collected);
    }

    /// <summary>What it is, and whose, nobody can say: it is told to who may see every session.</summary>
    [Theory]
    [InlineData(null, "a b c")]
    [InlineData("me", "")]
    public async Task Collect_TellsOfASessionWithoutAHeadToWhoMaySeeAll(string? owner, string ids)
    {
        await CreateAsync("a", "b", "c");

        var items = await CollectAsync(new(_journal, "b"), new() { Owner = owner });

        Assert.Equal(ids, string.Join(' ', items.Select(item => item.SessionId)));
        Assert.Equal(items.Where(item => item.SessionId == "b"), items.Where(item => item is { Outcome: null, Corrupt: not null }));
    }

    [Fact]
    public async Task Collect_OfASessionWithoutTurns_SaysWhatIsBroken()
    {
        await CreateAsync("a", "b");

        var items = await CollectAsync(new(_journal, "", "b"), new());

        Assert.Equal(["a", "b"], items.Select(item => item.SessionId));
        Assert.Equal((null, true), (items[0].Corrupt, items[0].Outcome is CollectOutcome.Collected));
        Assert.Contains("turn-0", items[1].Corrupt, StringComparison.Ordinal);
        Assert.Null(items[1].Outcome);
    }

    [Fact]
    public async Task Collect_OfAFilter_TakesNoOther()
    {
        await CreateAsync("a", "b", "c");
        await _journal.DeleteAsync("b", null, Ends);

        Assert.Empty(await CollectAsync(new(_journal, ""), new() { Group = "none" }));
        Assert.Equal(["a"], (await CollectAsync(new(_journal, ""), new() { Limit = 1 })).Select(item => item.SessionId));
        Assert.Equal(["c"], (await CollectAsync(new(_journal, ""), new() { After = "a" })).Select(item => item.SessionId));
        Assert.Empty(await CollectAsync(new(_journal, ""), new() { States = [SessionState.Complete] }));
    }

    private async Task CreateAsync(params string[] ids)
    {
        var genesis = ScriptModels.Of(ScriptFamily.Closing).Genesis;
        foreach (var id in ids)
        {
            Assert.True(await _journal.CreateAsync(Heads.Of(id) with { Genesis = genesis, Tip = genesis }, Ends));
        }
    }

    private static async Task<List<BulkItem>> CollectAsync(Unreadable journal, SessionFilter filter)
    {
        var model = ScriptModels.Of(ScriptFamily.Closing);
        var view = new SessionViewer(journal, model, new HandClock());
        var items = new List<BulkItem>();
        await foreach (var item in new BulkCollector(journal, view, new(view, model)).RunAsync(filter, new(), Ends))
        {
            items.Add(item);
        }

        return items;
    }
}
