using System.Collections.Immutable;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>What became of a chat completion request.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome()
    {
    }

    /// <summary>The turn is in the journal.</summary>
    /// <param name="Turn">The committed turn; the client's answer is what it recorded.</param>
    /// <param name="IsReplay">Whether an earlier attempt took it and the engine was not asked again.</param>
    public sealed record Committed(Turn Turn, bool IsReplay) : TurnOutcome
    {
        /// <summary>
        /// Where the request had other inputs than those with which the turn was taken, because the session keeps the stored ones; empty
        /// where nowhere.
        /// </summary>
        public ImmutableArray<InputDifference> KeptInputs { get; init; } = [];

        /// <summary>
        /// How many empty assistant messages of the request, left of streams that were cut off, were passed by: 0 or more.
        /// </summary>
        public int GhostCount { get; init; }

        /// <summary>What a tree's line has beside this turn; null where the turn went on from the line's last one.</summary>
        public Fork? Fork { get; init; }

        /// <summary>The turns of a linear session that this one's request left behind; the same for a replay.</summary>
        public LeftBehind LeftBehind { get; init; } = LeftBehind.None;
    }

    /// <summary>Nothing was recorded; the session is as it was.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Failed(Problem Problem) : TurnOutcome;
}
