using Tito.Core.Verification.Scenarios;

namespace Tito.Replay.Checks;

/// <summary>The first thing of a replay that is not as it should be.</summary>
/// <param name="Step">The step, from 0; -1 for the file's form and for the session as a whole.</param>
/// <param name="At">What differs.</param>
/// <param name="Detail">Both sides, in words.</param>
internal sealed record ReplayDifference(int Step, ScenarioPlace At, string Detail)
{
    /// <summary>The first differing token of the turn's own prompt; null where no token is named.</summary>
    public int? Index { get; init; }

    /// <summary>Both sequences around the first differing token; null where none is named.</summary>
    public TokenWindow? Tokens { get; init; }

    /// <summary>What differs, in the words of golden trajectories; null where <see cref="At"/> says it.</summary>
    public string? What { get; init; }

    /// <summary>The turn in which it was seen; null for none.</summary>
    public int? Turn { get; init; }
}
