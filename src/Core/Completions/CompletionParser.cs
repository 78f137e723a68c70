using Tito.Core.Families;

namespace Tito.Core.Completions;

/// <summary>Takes a completion's text apart as the engines do that serve the family.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CompletionParser
{
    private readonly bool _reasoning;
    private readonly bool _toolCalls;

    private CompletionParser(bool reasoning, bool toolCalls) => (_reasoning, _toolCalls) = (reasoning, toolCalls);

    /// <summary>The parser of a family.</summary>
    /// <exception cref="ArgumentException">The family names a parser that does not exist.</exception>
    public static CompletionParser For(Family family) => new(
        family.ReasoningParser switch
        {
            null => false,
            "qwen3" => true,
            var name => throw Unknown(family, "reasoning", name),
        },
        family.ToolCallParser switch
        {
            null => false,
            "qwen25" => true,
            var name => throw Unknown(family, "tool-call", name),
        });

    /// <summary>The parser of a family that names one here for what it names; null for one that names another, or none at all.</summary>
    public static CompletionParser? Find(Family family) =>
        family is { ReasoningParser: null or "qwen3", ToolCallParser: null or "qwen25" }
        && (family.ReasoningParser ?? family.ToolCallParser) is not null
            ? For(family)
            : null;

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The decoded completion without its stop token.</param>
    /// <param name="thinks">Whether the model was asked to think, so that a text starts as reasoning even without its opening tag.</param>
    /// <param name="mayCall">Whether the model was given tools; otherwise a tool call's text is content.</param>
    public ParsedCompletion Parse(string text, bool thinks, bool mayCall)
    {
        var (reasoning, rest) = _reasoning ? Qwen3Reasoning.Split(text, thinks) : (null, text);
        var (content, calls) = _toolCalls && mayCall ? Qwen25ToolCalls.Split(rest) : (rest, []);
        return new(reasoning, content, calls);
    }

    private static ArgumentException Unknown(Family family, string kind, string name) =>
        new($"Family {family.Name} asks for the {kind} parser {name}, which does not exist.", nameof(family));
}
