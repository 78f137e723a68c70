using System.Collections.Immutable;

namespace Tito.Replay.Drift;

/// <summary>A session under both setups.</summary>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Old">Its turns under the old setup.</param>
/// <param name="New">The same under the new one: as many, with the same numbers.</param>
internal sealed record TakenSession(DateTimeOffset OpenedAt, ImmutableArray<TakenTurn> Old, ImmutableArray<TakenTurn> New);
