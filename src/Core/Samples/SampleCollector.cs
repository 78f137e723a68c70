using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Samples;

/// <summary>Makes the samples of a session: one for each leaf that the picker keeps.</summary>
/// <remarks>Pure and thread-safe, as far as the assembler is.</remarks>
/// <param name="assembler">Makes the sample of a path.</param>
/// <param name="ends">The stop tokens of the sessions' model.</param>
public sealed class SampleCollector(SampleAssembler assembler, EndTokens ends)
{
    /// <summary>The samples of a trajectory.</summary>
    /// <param name="trajectory">The session's turns.</param>
    /// <param name="picker">Which leaves become samples.</param>
    /// <param name="limits">How long a sample may be, and what the family may replace.</param>
    /// <param name="open">
    /// Turns that went to an engine and are not there: under way, or lost. A sample that one of them would have continued, or of which
    /// it would have replaced the end, is not complete.
    /// </param>
    /// <param name="filter">Which conversations become samples; null for all.</param>
    /// <exception cref="SampleException">The recorded turns contradict each other.</exception>
    public Collected Collect(
        Trajectory trajectory, SamplePicker picker, SampleLimits limits, ImmutableArray<TurnIntent> open, RootFilter? filter = null)
    {
        var leaves = LeafPicking.Pick(trajectory, picker, filter ?? RootFilter.All);
        var samples = SharedCompletions.MaskRepeated(
        [
            .. leaves.Select(leaf => Assemble(leaf, limits)).OfType<LeafSample>().Select(sample => Interrupt(sample, open)),
        ]);
        return new(samples, (samples.IsEmpty, trajectory.Active, leaves.IsEmpty) switch
        {
            (false, _, _) => null,
            (true, null, _) => "no_records",
            (true, _, true) => "no_agent",
            (true, _, false) => "all_truncated",
        });
    }

    private static LeafSample Interrupt(LeafSample sample, ImmutableArray<TurnIntent> open) =>
        sample.Sample.Status == SampleStatus.Completed
            && open.Any(intent => intent.Parent is null || sample.Path.Any(turn => turn.Sequence == intent.Parent))
            ? sample with { Sample = sample.Sample with { Status = SampleStatus.Aborted } }
            : sample;

    private LeafSample? Assemble(Turn leaf, SampleLimits limits)
    {
        var path = leaf.Path;
        var recorded = path.Select(turn => RecordedTurn.Of(turn, ends));
        return assembler.Assemble([.. recorded], leaf.Tokens.ToIds(), limits) is { } sample ? new(path, sample) : null;
    }

    /// <summary>The samples of a session, or why there are none.</summary>
    /// <param name="Samples">In the picker's order.</param>
    /// <param name="EmptyReason"><c>no_records</c>, <c>no_agent</c> or <c>all_truncated</c> when there are no samples, else null.</param>
    public sealed record Collected(ImmutableArray<LeafSample> Samples, string? EmptyReason);
}
