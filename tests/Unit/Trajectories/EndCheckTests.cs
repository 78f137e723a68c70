using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>Level 4 off tokens alone, as docs/proof.md says it: 90 is the family's stop token, and 90 10 closes a turn.</summary>
public sealed class EndCheckTests
{
    private static readonly EndTokens Ends = new() { Own = [90], Foreign = [91], Closing = [90, 10] };

    /// <summary>Level 4 of a prompt after [1 | 4 ...]: how many tokens gave way, and what stands there instead.</summary>
    [Theory]
    [InlineData(new[] { 4, 90 }, 0, new[] { 10 }, true)]
    [InlineData(new[] { 4, 90 }, 0, new int[0], true)]
    [InlineData(new[] { 4, 90 }, 1, new[] { 90, 10 }, true)]
    [InlineData(new[] { 4, 90 }, 1, new[] { 7 }, false)]
    [InlineData(new[] { 4, 90 }, 1, new int[0], false)]
    [InlineData(new[] { 4, 90 }, 2, new[] { 90 }, false)]
    [InlineData(new[] { 4, 90, 5 }, 1, new[] { 10 }, true)]
    [InlineData(new[] { 4, 90, 5 }, 0, new[] { 10 }, false)]
    [InlineData(new[] { 4, 90, 5 }, 2, new[] { 90 }, true)]
    [InlineData(new[] { 4 }, 0, new[] { 90, 10 }, true)]
    [InlineData(new[] { 4 }, 0, new[] { 90, 10, 11 }, true)]
    [InlineData(new[] { 4 }, 0, new[] { 90 }, false)]
    [InlineData(new[] { 4 }, 0, new[] { 10, 90 }, false)]
    [InlineData(new[] { 4 }, 0, new int[0], false)]
    [InlineData(new[] { 4 }, 1, new[] { 90, 10 }, false)]
    public void Holds_AfterATurn_IsItsOwnEndOrTheOneThatTheSpliceGave(int[] sampled, int replaced, int[] patch, bool expected)
    {
        var parent = Trajectory.Start(HandMade.Genesis).Restore(null, Content(sampled)).Active!;

        Assert.Equal(expected, EndCheck.Holds(parent, replaced, Segments(patch), Ends));
        Assert.Null(EndCheck.Holds(parent, replaced, Segments(patch), EndTokens.Unknown));
        Assert.True(EndCheck.Holds(null, replaced, Segments(patch), Ends));
    }

    /// <summary>What the environment says is no end, even where it is the stop token.</summary>
    [Theory]
    [InlineData(new[] { 4 }, 0, false)]
    [InlineData(new[] { 4, 90 }, 1, false)]
    [InlineData(new[] { 4, 90 }, 0, true)]
    public void Holds_WithoutAPatch_IsTheTurnsOwnEndAlone(int[] sampled, int replaced, bool expected)
    {
        var parent = Trajectory.Start(HandMade.Genesis).Restore(null, Content(sampled)).Active!;

        Assert.Equal(expected, EndCheck.Holds(parent, replaced, [TokenSegment.Given(TokenOrigin.Environment, [90, 10])], Ends));
        Assert.Equal(expected, EndCheck.Holds(parent, replaced, [], Ends));
    }

    /// <summary>A family whose next opener ends a turn: any opener may stand there, if the splice put it there.</summary>
    [Theory]
    [InlineData(new[] { 4 }, 0, TokenOrigin.Splice, true)]
    [InlineData(new[] { 4 }, 0, TokenOrigin.Environment, false)]
    [InlineData(new[] { 4 }, 1, TokenOrigin.Splice, false)]
    [InlineData(new[] { 4, 90 }, 1, TokenOrigin.Splice, true)]
    [InlineData(new[] { 4, 90 }, 1, TokenOrigin.Environment, false)]
    public void Holds_OfAFamilyThatEndsByOpeners_AsksForAnyOpener(int[] sampled, int replaced, TokenOrigin origin, bool expected)
    {
        var parent = Trajectory.Start(HandMade.Genesis).Restore(null, Content(sampled)).Active!;

        Assert.Equal(expected, EndCheck.Holds(parent, replaced, [TokenSegment.Given(origin, []), TokenSegment.Given(origin, [88])], new() { Own = [90] }));
    }

    private static ImmutableArray<TokenSegment> Segments(int[] patch) =>
    [
        TokenSegment.Given(TokenOrigin.Splice, []),
        TokenSegment.Given(TokenOrigin.Splice, [.. patch]),
        TokenSegment.Given(TokenOrigin.Environment, [7]),
    ];

    private static TokenSegment Sampled(int[] ids) => TokenSegment.Sampled([.. ids], [.. ids.Select(_ => -1f)]);

    private static TurnContent Content(int[] sampled) =>
        HandMade.Content([Chat.User("u")], Chat.Assistant("a"), [TokenSegment.Given(TokenOrigin.Prompt, [1])], Sampled(sampled));
}
