namespace Tito.Core.Completions;

/// <summary>Neighbouring tokens of a completion that went to the same part.</summary>
/// <param name="Start">The index of the first of them in the completion.</param>
/// <param name="End">The index after the last.</param>
/// <param name="Part">
/// Where they went. A token whose text went to two parts counts for the one that got its first character; a token that only continues a
/// character counts for what follows.
/// </param>
public readonly record struct PartRange(int Start, int End, CompletionPart Part);
