using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Rendering;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Sessions;

/// <summary>Sessions that are opened, and found again.</summary>
public sealed class SessionListerTests
{
    private readonly InMemoryJournal _journal = new();
    private readonly HandClock _clock = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 2, "a b", "b")]
    [InlineData(null, 3, "a b c", null)]
    [InlineData(null, 4, "a b c", null)]
    [InlineData("a", 1, "b", "b")]
    [InlineData("b", 1, "c", null)]
    [InlineData("c", 1, "", null)]
    public async Task RunAsync_OfAPage_SaysWhereTheNextBegins(string? after, int limit, string ids, string? next)
    {
        foreach (var id in new[] { "c", "a", "b" })
        {
            Assert.True(await _journal.CreateAsync(Heads.Of(id), Ends));
        }

        var page = await new SessionLister(_journal).RunAsync(new() { After = after }, limit, Ends);

        Assert.Equal(ids, string.Join(' ', page.Sessions.Select(session => session.SessionId)));
        Assert.All(page.Sessions, session => Assert.Equal(session.SessionId, session.Head!.SessionId));
        Assert.Equal(next, page.NextAfter);
    }

    [Fact]
    public async Task RunAsync_WithAFilter_HasThoseThatItTakesAndSaysWhereTheNextPageBegins()
    {
        foreach (var (id, reward) in new[] { ("a", 1.0), ("b", 0.5), ("c", 1.0), ("d", 0.0) })
        {
            var settings = Heads.Of(id).Settings with { Metadata = LabelsOf.One("epoch", id == "c" ? "4" : "3") };
            Assert.True(await _journal.CreateAsync(Heads.Of(id) with { Settings = settings, Reward = reward }, Ends));
        }

        Assert.True(await _journal.CreateAsync(Heads.Of("e"), Ends));

        Assert.Equal("a b d", await IdsAsync(new() { Metadata = Asked("epoch", "3") }));
        Assert.Equal("a b c", await IdsAsync(new() { LeastReward = 0.5 }));
        Assert.Equal("b d", await IdsAsync(new() { MostReward = 0.5 }));
        Assert.Equal("b", await IdsAsync(new() { LeastReward = 0.5, MostReward = 0.5, Metadata = Asked("epoch", "3") }));
        Assert.Equal("", await IdsAsync(new() { Metadata = Asked("epoch", "") }));
        var page = await new SessionLister(_journal).RunAsync(new() { Metadata = Asked("epoch", "3") }, 2, Ends);
        Assert.Equal("b", page.NextAfter);

        async Task<string> IdsAsync(SessionFilter filter) =>
            string.Join(' ', (await new SessionLister(_journal).RunAsync(filter, 9, Ends)).Sessions.Select(session => session.SessionId));

        static ImmutableDictionary<string, string> Asked(string name, string text) => ImmutableDictionary<string, string>.Empty.Add(name, text);
    }

    /// <summary>A filter that takes none looks at ten thousand sessions for one page, and the next page goes on after them.</summary>
    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, "s09999")]
    public async Task RunAsync_OfManySessions_LooksAtTenThousand(int count, string? next)
    {
        for (var number = 0; number < count; number++)
        {
            await _journal.CreateAsync(Heads.Of($"s{number:00000}"), Ends);
        }

        var page = await new SessionLister(_journal).RunAsync(new() { Group = "none" }, 9, Ends);

        Assert.Equal((0, next), (page.Sessions.Length, page.NextAfter));
    }

    [Theory]
    [InlineData(SessionPolicy.Linear, 1, 0, "(0, 0)")]
    [InlineData(SessionPolicy.Linear, 1, null, "(1, 1)")]
    [InlineData(SessionPolicy.Linear, 2, 0, "(1, 1)")]
    [InlineData(SessionPolicy.Linear, 2, 1, "(1, 1)")]
    [InlineData(SessionPolicy.Linear, 2, null, "(2, 2)")]
    [InlineData(SessionPolicy.Linear, 3, 2, "(2, 2)")]
    [InlineData(SessionPolicy.Linear, 3, 1, "(2, 2)")]
    [InlineData(SessionPolicy.Tree, 3, 2, "(0, 0)")]
    public async Task RunAsync_OfASessionWithSeveralRoots_CountsWhatItsConversationDoesNotHold(
        SessionPolicy policy, int roots, int? active, string left)
    {
        await _journal.StoreAsync(ScriptModels.Of(ScriptFamily.Closing), policy, [.. Enumerable.Range(0, roots).Select(_ => Trees.Root('x'))]);
        Assert.IsType<MoveOutcome.Moved>(await _journal.MoveAsync(Trees.Id, new(roots, roots - 1), active, Ends));

        var listed = Assert.Single((await new SessionLister(_journal).RunAsync(new(), 9, Ends)).Sessions);

        Assert.Equal(left, $"{listed.LeftBehind}");
    }

    /// <summary>Turn 1 goes on from turn 0, and turn 2 is another root.</summary>
    [Theory]
    [InlineData(1, "(1, 2)")]
    [InlineData(0, "(2, 3)")]
    [InlineData(2, "(2, 3)")]
    public async Task RunAsync_OfASessionWithAPath_HoldsTheTurnsOfThePath(int active, string left)
    {
        var head = Heads.Of(Trees.Id);
        await _journal.CreateAsync(head with { Settings = head.Settings with { Policy = SessionPolicy.Linear } }, Ends);
        var trajectory = Trajectory.Start(HandMade.Genesis);
        foreach (var (content, goesOn) in new[] { (HandMade.First, false), (HandMade.Second, true), (HandMade.First, false) })
        {
            trajectory = trajectory.Restore(goesOn ? trajectory.Active : null, content);
            Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(Trees.Id, trajectory.Active!, Ends));
        }

        Assert.IsType<MoveOutcome.Moved>(await _journal.MoveAsync(Trees.Id, new(3, 2), active, Ends));

        Assert.Equal(left, $"{Assert.Single((await new SessionLister(_journal).RunAsync(new(), 9, Ends)).Sessions).LeftBehind}");
    }

    [Fact]
    public async Task Open_OfASession_StoresTheModelTheSettingsAndTheTime()
    {
        var model = ScriptModels.Of(ScriptFamily.Closing);

        var head = await new SessionOpener(_journal, model, _clock).RunAsync(Trees.Id, new() { MaxTurns = 7 }, null, Ends);

        Assert.Equal(head, await _journal.FindHeadAsync(Trees.Id, Ends));
        Assert.Equal(
            ("tiny", model.Genesis, model.Genesis, 7, 0),
            (head.Family, head.Genesis, head.Tip, head.Settings.MaxTurns, head.TurnCount));
        Assert.Equal((_clock.Now, _clock.Now), (head.CreatedAt, head.LastUsedAt));
    }

    [Fact]
    public async Task Open_OfAnIdThatIsTaken_Throws()
    {
        var open = new SessionOpener(_journal, ScriptModels.Of(ScriptFamily.Closing), _clock);
        await open.RunAsync(Trees.Id, new(), null, Ends);

        Assert.Equal("sessionId", (await Assert.ThrowsAsync<ArgumentException>(() => open.RunAsync(Trees.Id, new(), null, Ends))).ParamName);
    }

    [Fact]
    public async Task Open_WhenTruncatedTurnsAreToBeClosedAndTheFamilyHasNoStopToken_NamesTheSetting()
    {
        var open = new SessionOpener(_journal, SessionModel.Load(TinyModel.Family("x"), TinyModel.Assets(), null), _clock);
        var refused = await Assert.ThrowsAsync<MessageException>(() => open.RunAsync(Trees.Id, new() { Unended = UnendedTurns.Close }, null, Ends));

        Assert.Equal("unended", refused.Param);
        Assert.Null(await _journal.FindHeadAsync(Trees.Id, Ends));
        await open.RunAsync(Trees.Id, new(), null, Ends);
        await new SessionOpener(_journal, ScriptModels.Of(ScriptFamily.Closing), _clock).RunAsync("1", new() { Unended = UnendedTurns.Close }, null, Ends);
    }
}
