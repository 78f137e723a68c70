using System.Globalization;
using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

public sealed class RendezvousOrderTests
{
    private static readonly string[] Names = ["http://10.0.0.1:30000", "http://10.0.0.2:30000", "http://10.0.0.3:30000", "http://10.0.0.4:30000"];

    private static IEnumerable<string> Sessions => Enumerable.Range(0, 10_000).Select(number => number.ToString("x32", CultureInfo.InvariantCulture));

    /// <summary>Python: sorted by int.from_bytes(sha256(name + b"\0" + session).digest()[:8], "big"), the largest first.</summary>
    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", new[] { 2, 3, 0, 1 })]
    [InlineData("0123456789abcdef0123456789abcdef", new[] { 1, 0, 2, 3 })]
    [InlineData("session-7", new[] { 1, 2, 0, 3 })]
    [InlineData("é", new[] { 2, 0, 3, 1 })]
    public void Of_ASession_IsTheOrderThatPythonComputes(string session, int[] order) => Assert.Equal(order, new RendezvousOrder(Names).Of(session));

    [Fact]
    public void Of_ManySessions_SpreadsThemEvenly()
    {
        var order = new RendezvousOrder(Names);

        var counts = Sessions.CountBy(session => order.Of(session)[0]).Select(pair => pair.Value).ToList();

        // Of 10,000 draws with 1 in 4, four standard deviations are 4 * sqrt(10,000 * 0.25 * 0.75) = 173.
        Assert.Equal(4, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 2500 - 173, 2500 + 173));
    }

    [Fact]
    public void Of_WhenAnEndpointGoes_MovesItsOwnSessionsAloneAndEvenly()
    {
        var all = new RendezvousOrder(Names);
        var left = new RendezvousOrder(Names[..3]);

        var moved = Sessions.Where(session => all.Of(session)[0] != left.Of(session)[0]).ToList();

        Assert.All(moved, session => Assert.Equal(3, all.Of(session)[0]));
        Assert.Equal(Sessions.Count(session => all.Of(session)[0] == 3), moved.Count);
        Assert.InRange(moved.Count, 2500 - 173, 2500 + 173);
        Assert.All(moved, session => Assert.Equal(all.Of(session).Remove(3), left.Of(session)));
        Assert.Equal(3, moved.Select(session => left.Of(session)[0]).Distinct().Count());
    }

    [Fact]
    public void Of_WhateverTheOrderOfTheNames_ChoosesTheSameNames()
    {
        string[] turned = [.. Names.Reverse()];
        var (one, other) = (new RendezvousOrder(Names), new RendezvousOrder(turned));

        Assert.All(Sessions.Take(100), session => Assert.Equal(one.Of(session).Select(place => Names[place]), other.Of(session).Select(place => turned[place])));
    }
}
