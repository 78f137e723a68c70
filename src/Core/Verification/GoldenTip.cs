using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>Holds made turns against the last digests that a file names: a turn that is missing at the end changes no other.</summary>
internal static class GoldenTip
{
    /// <summary>The place of a file that names another digest than the last turn has, and both; null where there is none.</summary>
    /// <param name="golden">The file.</param>
    /// <param name="made">What came of all of its turns.</param>
    public static (string Place, string Detail)? FindOther(GoldenTrajectory golden, Trajectory made)
    {
        // A record under another genesis than the oracle's has digests of its own.
        (string, Digest)? other = golden.Recorded is { } recorded && recorded.Genesis == made.Genesis && recorded.Tip != made.Tip
            ? ("recorded.tip", recorded.Tip)
            : golden.Tip is { } expected && expected != made.Tip
            ? ("expected.digest", expected)
            : null;
        return other is var (place, said)
            ? (place, $"is {said}, and the last turn has {made.Tip}: turns are missing, or there are too many.")
            : null;
    }
}
