using Tito.Core.Completions;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>How the sampling of a turn ended, whichever engines worked on it.</summary>
internal abstract record SamplingEnd
{
    private SamplingEnd()
    {
    }

    /// <summary>There is a whole completion.</summary>
    /// <param name="Sampled">All of it.</param>
    /// <param name="End">How it ended.</param>
    /// <param name="Read">What its tokens say.</param>
    /// <param name="IsOurs">Whether that is the message, and not what the engine made of them.</param>
    public sealed record Whole(Sampled Sampled, TurnEnd End, ParsedCompletion Read, bool IsOurs) : SamplingEnd;

    /// <summary>An engine gave it up, and no other goes on.</summary>
    /// <param name="Kept">What was sampled.</param>
    /// <param name="WeightVersion">The weights that sampled last, or null.</param>
    public sealed record Aborted(TokenSegment Kept, string? WeightVersion) : SamplingEnd;

    /// <summary>Nobody waits for it any more.</summary>
    /// <param name="Kept">What was sampled.</param>
    /// <param name="WeightVersion">The weights that sampled last, or null.</param>
    public sealed record Abandoned(TokenSegment Kept, string? WeightVersion) : SamplingEnd;

    /// <summary>An engine failed.</summary>
    /// <param name="Outcome">How.</param>
    /// <param name="Kept">What was sampled before.</param>
    /// <param name="WeightVersion">The weights that sampled last, or null.</param>
    public sealed record Failed(InferenceOutcome Outcome, TokenSegment Kept, string? WeightVersion) : SamplingEnd;

    /// <summary>Something failed in a way that nobody foresaw.</summary>
    /// <param name="Defect">What was thrown.</param>
    /// <param name="Kept">What was sampled before.</param>
    /// <param name="WeightVersion">The weights that sampled last, or null.</param>
    public sealed record Broken(Exception Defect, TokenSegment Kept, string? WeightVersion) : SamplingEnd;
}
