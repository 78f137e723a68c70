using System.Collections.Immutable;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Surfaces;
using Tito.Replay.Told;

namespace Tito.Replay.Plays;

/// <summary>A step that was taken.</summary>
/// <param name="Step">The step.</param>
/// <param name="Answer">The answer; null of a restart.</param>
/// <param name="Told">What a turn's answer said; null of other steps, or where it cannot be read.</param>
/// <param name="Asked">The prompts that the engine was asked to continue.</param>
internal sealed record PlayedStep(
    ScenarioStep Step, SurfaceAnswer? Answer, ToldAnswer? Told, ImmutableArray<ImmutableArray<int>> Asked)
{
    /// <summary>Why the answer cannot be read; null where it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The turn that was committed by it; null for none.</summary>
    public int? Sequence { get; init; }

    /// <summary>The step whose answer was told again; null for none.</summary>
    public int? Repeats { get; init; }
}
