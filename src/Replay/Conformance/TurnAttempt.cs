using System.Collections.Immutable;

namespace Tito.Replay.Conformance;

/// <summary>A completion that the engine gave, with all before it.</summary>
/// <param name="Buffer">The prompt as it arrived and the completion's ids.</param>
/// <param name="Spans">The completions in the buffer, this one last.</param>
internal sealed record TurnAttempt(ImmutableArray<int> Buffer, ImmutableArray<CompletionSpan> Spans);
