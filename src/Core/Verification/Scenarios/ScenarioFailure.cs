namespace Tito.Core.Verification.Scenarios;

/// <summary>How the replay of a broken scenario has to fail.</summary>
/// <param name="Step">The step; null where the file or the session as a whole is named.</param>
/// <param name="At">What differs.</param>
/// <param name="Index">The first token that differs, counted in what <paramref name="At"/> names; null where nothing is counted.</param>
/// <param name="Field">The place in a file that cannot be read; null elsewhere, or for any place.</param>
public sealed record ScenarioFailure(int? Step, ScenarioPlace At, int? Index, string? Field);
