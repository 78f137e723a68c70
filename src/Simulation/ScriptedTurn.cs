using System.Collections.Immutable;

namespace Tito.Simulation;

/// <summary>What a scripted model writes in one turn, after its thinking.</summary>
/// <param name="Says">Whether a text comes before the calls; a turn without calls is a text in any case.</param>
/// <param name="Calls">The calls in their order; with none the turn answers the user.</param>
public sealed record ScriptedTurn(bool Says, ImmutableArray<ScriptedCall> Calls)
{
    /// <summary>
    /// Whether a conversation has it once: it is left out where an earlier question was worked on with its first call's tool, and where the
    /// prompt does not declare that. So an agent begins one sub-agent, whatever that reports, and the sub-agent begins none.
    /// </summary>
    public bool Once { get; init; }
}
