using System.Collections.Immutable;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A session as it is stored, or what has changed of it, before anything of it is believed.</summary>
/// <param name="Head">The head row.</param>
/// <param name="Turns">The turn rows in the order of their sequence.</param>
/// <param name="Intents">The intents in any order.</param>
public sealed record SessionRows(SessionHead Head, ImmutableArray<TurnRow> Turns, ImmutableArray<TurnIntent> Intents)
{
    /// <summary>What is parked, in any order; null where it was not read, as for a session that is loaded.</summary>
    public ImmutableArray<ParkedTurn>? Parked { get; init; }
}
