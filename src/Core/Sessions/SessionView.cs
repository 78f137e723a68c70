using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>A session as people and trainers see it.</summary>
/// <param name="Session">The session as the journal holds it.</param>
/// <param name="Status">What keeps it from being complete.</param>
/// <param name="Mismatches">
/// Where the session's tokens differ from a fresh tokenization of its conversation; null when it has no turn, when its conversation
/// cannot be rendered as a whole, or when it is of another model or has ids that are not tokens of this one.
/// </param>
public sealed record SessionView(JournaledSession Session, SessionStatus Status, ImmutableArray<Mismatch>? Mismatches);
