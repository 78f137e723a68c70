namespace Tito.Core.Verification.Runs;

/// <summary>Asks for a run.</summary>
/// <param name="Trigger">What asks.</param>
/// <param name="Nonce">Tells runs of one millisecond apart: 1 to 32 lower-case letters and digits, another for each request.</param>
/// <param name="Key">Requests with one key are one run; null for a run of its own. 1 to 255 characters of visible ASCII.</param>
public sealed record VerificationRequest(VerificationTrigger Trigger, string Nonce, string? Key);
