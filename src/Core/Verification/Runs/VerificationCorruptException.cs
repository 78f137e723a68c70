namespace Tito.Core.Verification.Runs;

/// <summary>A stored row of a verification run is not one that a run writes.</summary>
/// <param name="field">The row and the place in it.</param>
/// <param name="reason">What is wrong there.</param>
/// <param name="cause">The reader's own error, where there is one.</param>
public sealed class VerificationCorruptException(string field, string reason, Exception? cause = null)
    : IOException($"{field}: {reason}", cause);
