using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Journals;

namespace Tito.Core.Serving;

/// <summary>A session as people and trainers see it.</summary>
/// <param name="Session">What the journal holds.</param>
/// <param name="Mismatches">
/// Where the session's tokens differ from a fresh tokenization of its conversation; null when it has no turn, or when its
/// conversation cannot be rendered as a whole.
/// </param>
public sealed record SessionView(JournaledSession Session, ImmutableArray<Mismatch>? Mismatches);
