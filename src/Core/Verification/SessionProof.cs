using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>The proof of a session: everything that its digest stands for.</summary>
/// <param name="Session">What the journal holds; its digest chain was computed again when it was read.</param>
/// <param name="Status">What keeps it from being complete.</param>
/// <param name="Ends">The stop tokens of the session's model; unknown when that is not the served one.</param>
/// <param name="Levels">
/// For each turn the verdicts on the levels of append-only; null when the session is of another model, with which nothing can be rendered
/// here.
/// </param>
public sealed record SessionProof(
    JournaledSession Session, SessionStatus Status, EndTokens Ends, ImmutableArray<ImmutableArray<LevelVerdict>>? Levels);
