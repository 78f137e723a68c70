using System.Collections.Immutable;

namespace Tito.Simulation;

/// <summary>What a scripted model writes in one turn, after its thinking.</summary>
/// <param name="Says">Whether a text comes before the calls; a turn without calls is a text in any case.</param>
/// <param name="Calls">The calls in their order; with none the turn answers the user.</param>
public sealed record ScriptedTurn(bool Says, ImmutableArray<ScriptedCall> Calls);
