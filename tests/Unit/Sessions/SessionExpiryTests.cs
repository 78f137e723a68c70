using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Sessions;

/// <summary>An intent of an engine's nine minutes and two writes of half a minute lives ten minutes.</summary>
public sealed class SessionExpiryTests
{
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 599, true)]
    [InlineData(1, 600, false)]
    [InlineData(0, 0, false)]
    public void MayBePending_OfASession_AsksForOpenIntentsAndTheirLife(int openIntents, int seconds, bool expected)
    {
        var head = Heads.Of("s") with { OpenIntents = openIntents };

        Assert.Equal(expected, SessionExpiry.MayBePending(head, Limits, head.LastUsedAt.AddSeconds(seconds)));
    }
}
