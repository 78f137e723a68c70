using Tito.Core.Verification;

namespace Tito.Tests.Unit.Verification;

/// <summary>A recording that is taken again. The digests of TinyGolden come from Python.</summary>
public sealed class TrajectoryRetakerTests
{
    private static readonly TrajectoryRetaker Retaker = new(TinyGolden.Model);

    [Fact]
    public void Run_OfARecordingOfTheModel_MakesItsTurns()
    {
        var retaken = Retaker.Run(TinyGolden.Read(), asItWas: null);

        Assert.Equal([null, null], retaken.Refusals);
        Assert.Equal(TinyGolden.Read().Turns.Select(turn => turn.Expected!.Digest), retaken.Trajectory.Turns.Select(turn => turn.Digest));
    }

    [Theory]
    [InlineData("\"role\":\"user\",\"content\":\"hi\"", "\"role\":\"nobody\",\"content\":\"hi\"", "role")]
    [InlineData("\"messages\":", "\"other\":", "messages")]
    [InlineData("[{\"role\":\"user\",\"content\":\"hi\"}]", "[]", "messages")]
    public void Run_WhenATurnIsRefused_StopsThereOrGoesOnFromWhatItWas(string replaced, string replacement, string why)
    {
        var broken = TinyGolden.Read(replaced, replacement);

        var stopped = Retaker.Run(broken, asItWas: null);
        Assert.Contains(why, Assert.Single(stopped.Refusals)!, StringComparison.Ordinal);
        Assert.Empty(stopped.Trajectory.Turns);

        var whole = Retaker.Run(TinyGolden.Read(), asItWas: null).Trajectory;
        var wentOn = Retaker.Run(broken, whole);
        Assert.Equal([stopped.Refusals[0], null], wentOn.Refusals);
        Assert.Equal(whole.Turns.Select(turn => turn.Digest), wentOn.Trajectory.Turns.Select(turn => turn.Digest));
    }

    [Fact]
    public void Run_WhenALaterTurnIsRefused_KeepsItsParent()
    {
        var broken = TinyGolden.Read("{\"role\":\"user\",\"content\":\"yes\"}", "{\"role\":\"tool\",\"content\":\"yes\"}");
        var whole = Retaker.Run(TinyGolden.Read(), asItWas: null).Trajectory;

        var wentOn = Retaker.Run(broken, whole).Trajectory;

        Assert.Equal((2, wentOn.Turns[0]), (wentOn.Turns.Count, wentOn.Turns[1].Parent));
        Assert.Equal(whole.Tip, wentOn.Tip);
    }

    /// <summary>A record names the turn that was continued; the session is what it was when that turn was the last one.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, null)]
    public void Find_OfARecord_IsTheSessionAsItWas(int? parent, int? count)
    {
        var whole = Retaker.Run(TinyGolden.Read(), asItWas: null).Trajectory;
        var record = new GoldenTurnRecord
        {
            Parent = parent,
            ReplacedCount = 0,
            PromptSegments = [],
            Engine = null,
            ResponseId = null,
            Stop = null,
            RequestedAt = default,
            CompletedAt = default,
            PromptTokens = null,
            CachedTokens = null,
            Response = default,
            Digest = default,
        };

        Assert.Equal(count, GoldenPosition.Find(whole, record)?.Turns.Count);
        Assert.Same(whole, GoldenPosition.Find(whole, null));
    }
}
