using System.Collections.Immutable;

namespace Tito.Core.Completions;

/// <summary>The parts of an assistant message that a completion's text stands for.</summary>
/// <param name="Reasoning">What the model thought, with the line breaks around it; null when there is nothing.</param>
/// <param name="Content">What it says; may be empty.</param>
/// <param name="ToolCalls">The calls that it makes, in their order; may be empty.</param>
public sealed record ParsedCompletion(string? Reasoning, string Content, ImmutableArray<ParsedToolCall> ToolCalls);
