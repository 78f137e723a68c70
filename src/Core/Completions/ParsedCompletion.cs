using System.Collections.Immutable;

namespace Tito.Core.Completions;

/// <summary>The parts of an assistant message that a completion's text stands for.</summary>
/// <param name="Reasoning">What the model thought, with the line breaks around it; null when there is nothing.</param>
/// <param name="Content">What it says; may be empty.</param>
/// <param name="ToolCalls">The calls that it makes, in their order; may be empty.</param>
public sealed record ParsedCompletion(string? Reasoning, string Content, ImmutableArray<ParsedCompletion.ToolCall> ToolCalls)
{
    /// <summary>A tool call that a model wrote.</summary>
    /// <param name="Name">The tool's name, not empty; nobody has checked that such a tool exists.</param>
    /// <param name="Arguments">
    /// A JSON object as <see cref="ArgumentsText"/> writes it, for <c>function.arguments</c> of a chat message.
    /// </param>
    public sealed record ToolCall(string Name, string Arguments);
}
