using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Verification.Scenarios.Outcomes;

/// <summary>A session after all steps of a scenario.</summary>
/// <param name="Genesis">The first link of its digest chain.</param>
/// <param name="Digest">The digest of the active turn, or the genesis where there is none.</param>
/// <param name="Active">The sequence of the turn whose path is the conversation, -1 for none.</param>
/// <param name="Mismatches">The words of the comparator's mismatches, in order.</param>
public sealed record SessionOutcome(Digest Genesis, Digest Digest, int Active, ImmutableArray<string> Mismatches);
