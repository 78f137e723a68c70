using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>
/// Decides what a change does, on a session's present state alone: a pure function, as those of <see cref="SessionRules"/> are.
/// </summary>
/// <typeparam name="TOutcome">What the caller learns of the change.</typeparam>
/// <param name="head">The session's head.</param>
/// <param name="holder">The intent that is stored under the change's key; null when there is none, or the change has no key.</param>
/// <returns>The step to store, or null to store nothing; and the outcome.</returns>
public delegate (SessionStep? Step, TOutcome Outcome) SessionDecision<TOutcome>(SessionHead head, TurnIntent? holder);
