using Tito.Replay.Checks;

namespace Tito.Replay.Conformance;

/// <summary>One thing that a server did otherwise than a vector says.</summary>
/// <param name="Turn">The turn, from 0; -1 for the session.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">Both sides, in words.</param>
internal sealed record VectorFinding(int Turn, FindingKind Kind, string Detail)
{
    /// <summary>Why the tokens are other ones; null where it is not about tokens.</summary>
    public BreakCause? Cause { get; init; }

    /// <summary>The first token that differs, counted in the whole prompt; null where it is not about tokens.</summary>
    public int? Index { get; init; }

    /// <summary>How many tokens the prefix has; null where it is not about tokens.</summary>
    public int? PrefixCount { get; init; }

    /// <summary>Both sides around that token.</summary>
    public TokenWindow? Tokens { get; init; }

    /// <summary>The texts of both sides there, each decoded as a whole; null where it is not about tokens.</summary>
    public (string Expected, string Found)? Texts { get; init; }
}
