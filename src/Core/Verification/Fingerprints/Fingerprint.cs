namespace Tito.Core.Verification.Fingerprints;

/// <summary>One thing that tokens depend on, as it is at one time.</summary>
/// <param name="Name">What: <c>tokenizer</c>, <c>template</c>, <c>family</c>, or <c>engine ADDRESS: FACT</c>.</param>
/// <param name="Value">A SHA-256 in hexadecimal, or the word that an engine says; never empty.</param>
public sealed record Fingerprint(string Name, string Value);
