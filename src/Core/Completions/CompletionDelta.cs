namespace Tito.Core.Completions;

/// <summary>What new tokens added to an assistant message.</summary>
/// <param name="Kind">What was added.</param>
/// <param name="Text">
/// The text that was added, never empty and always whole characters; for <see cref="DeltaKind.CallBegin"/> the tool's name, for
/// <see cref="DeltaKind.CallEnd"/> empty.
/// </param>
/// <param name="CallId">For <see cref="DeltaKind.CallBegin"/> the id that the model gave the call, where its format has one.</param>
public readonly record struct CompletionDelta(DeltaKind Kind, string Text, string? CallId = null);
