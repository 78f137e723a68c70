using System.Collections.Frozen;
using System.Text.Json;
using Tito.Core.Turns;

namespace Tito.Faces;

/// <summary>
/// The sampling fields that are about a completion as a whole: from its first token on, so that an engine that goes on in the middle of one
/// would begin with them anew, and what may be read in it.
/// </summary>
/// <remarks>
/// OpenAI, API reference: <c>response_format</c>, <c>tool_choice</c>. SGLang, <c>protocol.py</c>, and vLLM, <c>sampling_params.py</c>: the
/// others; <c>guided_</c> begins the names that vLLM had before <c>structured_outputs</c>.
/// </remarks>
internal static class WholeCompletion
{
    private static readonly FrozenSet<string> Grammars = FrozenSet.Create(
        StringComparer.Ordinal, "json_schema", "regex", "ebnf", "structural_tag", "structured_outputs");

    /// <summary>A request with what its fields say of this.</summary>
    public static TurnRequest Read(TurnRequest request) => request with
    {
        MinTokens = MinTokens(request.Fields),
        HasGrammar = HasGrammar(request.Fields),
        ForbidsCalls = request.Fields.TryGetProperty("tool_choice", out var choice) && Is(choice, "none"u8),
    };

    private static bool HasGrammar(JsonElement fields) => fields.EnumerateObject().Any(field =>
        field.Value.ValueKind != JsonValueKind.Null && field.Name switch
        {
            "response_format" => !IsText(field.Value),
            "tool_choice" => !IsFree(field.Value),
            var name => Grammars.Contains(name) || name.StartsWith("guided_", StringComparison.Ordinal),
        });

    private static int? MinTokens(JsonElement fields) =>
        fields.TryGetProperty("min_tokens", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var count) && count > 0
            ? count
            : null;

    private static bool IsText(JsonElement format) =>
        format.ValueKind == JsonValueKind.Object && format.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"u8);

    private static bool IsFree(JsonElement choice) => Is(choice, "auto"u8) || Is(choice, "none"u8);

    private static bool Is(JsonElement choice, ReadOnlySpan<byte> word) =>
        choice.ValueKind == JsonValueKind.String && choice.ValueEquals(word);
}
