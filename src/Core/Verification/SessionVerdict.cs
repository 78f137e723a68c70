using System.Collections.Immutable;
using Tito.Core.Journals;

namespace Tito.Core.Verification;

/// <summary>What came of computing a session again from its raw rows.</summary>
/// <param name="TurnCount">How many turn rows there are.</param>
/// <param name="Disagreements">Where stored and computed differ; empty when nowhere.</param>
public sealed record SessionVerdict(int TurnCount, ImmutableArray<Disagreement> Disagreements);
