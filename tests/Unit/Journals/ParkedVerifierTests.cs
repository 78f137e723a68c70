using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What is parked and what the intents say of it.</summary>
public sealed class ParkedVerifierTests
{
    private static readonly TurnIntent Marked = Intents.Of("k") with
    {
        RequestDigest = Parked.Of("k").RequestDigest,
        End = new IntentEnd.Failed(IntentFailure.Parked),
        IsParked = true,
    };

    [Fact]
    public void Verify_OfRowsThatAgree_FindsNothing()
    {
        Assert.Empty(Fields([Marked], [Parked.Of("k")]));
        Assert.Empty(Fields([Marked with { IsParked = false }], [Parked.Of("k") with { EndedAt = Parked.At, Body = default }]));
        Assert.Empty(Fields([Marked], null));
    }

    [Fact]
    public void Verify_OfRowsThatDisagree_NamesTheField()
    {
        Assert.Equal(["parked"], Fields([Marked], []));
        Assert.Equal(["parked"], Fields([Marked], [Parked.Of("k") with { EndedAt = Parked.At }]));
        Assert.Equal(["ended_at"], Fields([Marked with { IsParked = false }], [Parked.Of("k")]));
        Assert.Equal(["request_digest"], Fields([], [Parked.Of("k")]));
        Assert.Equal(["request_digest"], Fields([Marked with { RequestDigest = Digest.Of("other"u8) }], [Parked.Of("k")]));
        Assert.Equal(["body"], Fields([Marked], [Parked.Of("k") with { Body = "other"u8.ToArray() }]));
    }

    private static IEnumerable<string> Fields(TurnIntent[] intents, ParkedTurn[]? parked) => RowVerifier
        .Verify(new(Heads.Of("a") with { IntentCount = intents.Length }, [], [.. intents]) { Parked = parked is null ? null : [.. parked] }, HandMade.Genesis)
        .Disagreements.Select(found => found.What);
}
