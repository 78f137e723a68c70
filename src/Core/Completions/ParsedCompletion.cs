using System.Collections.Immutable;

namespace Tito.Core.Completions;

/// <summary>The assistant message that a completion's tokens stand for.</summary>
/// <param name="Reasoning">What the model thought; null when there is nothing.</param>
/// <param name="Content">What it says; may be empty.</param>
/// <param name="ToolCalls">The calls that it makes, in their order; may be empty.</param>
/// <param name="Malformed">
/// Whether some text was not of the family's format. Where it opened a call and could not be read as one, it is in
/// <paramref name="Content"/> as it was sampled, markers included.
/// </param>
/// <param name="Parts">Where each token went: ranges in order, without a gap, over all tokens.</param>
public sealed record ParsedCompletion(
    string? Reasoning,
    string Content,
    ImmutableArray<ParsedCompletion.ToolCall> ToolCalls,
    bool Malformed,
    ImmutableArray<PartRange> Parts)
{
    /// <summary>A tool call that a model wrote.</summary>
    /// <param name="Id">The id that the model gave it; null where the format has none.</param>
    /// <param name="Name">The tool's name, not empty; nobody has checked that such a tool exists.</param>
    /// <param name="Arguments">
    /// The arguments for <c>function.arguments</c> of a chat message: the model's own text where the format writes JSON, and otherwise the
    /// object that its values make when they are typed by the tool's schema.
    /// </param>
    /// <param name="Source">The model's own text of the arguments: <paramref name="Arguments"/> where the format writes JSON.</param>
    /// <param name="Malformed">
    /// Whether the arguments are not a JSON object: broken, or cut off. A call that was announced stays a call, and its client sees the
    /// text as it is.
    /// </param>
    public sealed record ToolCall(string? Id, string Name, string Arguments, string Source, bool Malformed);
}
