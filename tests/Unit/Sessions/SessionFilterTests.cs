using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Sessions;

/// <summary>Each part of a filter by itself; a part that says nothing takes every session.</summary>
public sealed class SessionFilterTests
{
    private static readonly DateTimeOffset Used = Heads.Of("s").LastUsedAt;

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "a", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", null, false)]
    public void Takes_OfAnOwnerOrAGroup_ComparesTheName(string? asked, string? stored, bool expected)
    {
        var head = Heads.Of("s");

        Assert.Equal(expected, new SessionFilter { Owner = asked }.Takes(head with { Settings = head.Settings with { Owner = stored } }));
        Assert.Equal(expected, new SessionFilter { Group = asked }.Takes(head with { Settings = head.Settings with { Group = stored } }));
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public void Takes_OfClosedSessions_LooksAtTheirClosing(bool? asked, bool isClosed, bool expected) => Assert.Equal(
        expected, new SessionFilter { IsClosed = asked }.Takes(Heads.Of("s") with { ClosedAt = isClosed ? Used : null }));

    /// <summary>At that time or later, used or closed.</summary>
    [Theory]
    [InlineData(-1, null, true)]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, true)]
    public void Takes_OfSessionsSince_LooksAtTheirUseAndClosing(int since, int? closed, bool expected) => Assert.Equal(
        expected,
        new SessionFilter { Since = Used.AddSeconds(since) }.Takes(
            Heads.Of("s") with { ClosedAt = closed is { } seconds ? Used.AddSeconds(seconds) : null }));

    [Fact]
    public void Takes_OfStates_TakesThoseThatAreNamedAndWithoutNamesAll()
    {
        Assert.True(new SessionFilter().Takes(SessionState.Pending));
        Assert.True(new SessionFilter { States = [SessionState.Complete, SessionState.Pending] }.Takes(SessionState.Pending));
        Assert.False(new SessionFilter { States = [SessionState.Complete] }.Takes(SessionState.Pending));
        Assert.False(new SessionFilter { States = [] }.Takes(SessionState.Pending));
    }
}
