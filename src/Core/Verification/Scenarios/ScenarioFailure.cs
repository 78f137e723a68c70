namespace Tito.Core.Verification.Scenarios;

/// <summary>How the replay of a broken scenario has to fail.</summary>
/// <param name="Step">The step, from 0; -1 for the file's form and for the session as a whole.</param>
/// <param name="At">What differs.</param>
/// <param name="Index">The first differing token of the turn's own prompt; null where no token is named.</param>
/// <param name="Field">The place in a file that cannot be read; null elsewhere, or for any place.</param>
public sealed record ScenarioFailure(int Step, ScenarioPlace At, int? Index, string? Field);
