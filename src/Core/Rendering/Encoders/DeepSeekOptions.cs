using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Rendering.Encoders;

/// <summary>The arguments of a DeepSeek encoder.</summary>
/// <param name="Thinks">Whether the model is asked to think: then turns open with <c>&lt;think&gt;</c>, and otherwise after it.</param>
/// <param name="DropsThinking">
/// Whether the reasoning of turns before the last user message is left out, as published. That is not append-only; the families fix it to
/// false.
/// </param>
/// <param name="EffortIsMax">Whether the conversation begins with the demand to think as much as possible (V4).</param>
/// <param name="DeclaresAsSgLang">Whether tools are declared as SGLang's copy of the V3.2 encoder declares them.</param>
internal sealed record DeepSeekOptions(bool Thinks, bool DropsThinking, bool EffortIsMax, bool DeclaresAsSgLang)
{
    /// <summary>The argument that V3.2 alone reads.</summary>
    public const string DeclarationName = "tool_declaration";

    /// <summary>The argument that V4 alone reads.</summary>
    public const string EffortName = "reasoning_effort";

    /// <summary>The arguments that both read. The first three are one setting under three names.</summary>
    public static ImmutableArray<string> Names { get; } = ["thinking_mode", "enable_thinking", "thinking", "drop_thinking"];

    /// <summary>Reads the arguments.</summary>
    /// <remarks>
    /// <c>thinking_mode</c> wins over <c>enable_thinking</c> and that over <c>thinking</c>, as in the reference
    /// (chat_template_utils/deepseek.py); where none is given the model thinks. The published default of <c>drop_thinking</c> is true.
    /// </remarks>
    /// <exception cref="RenderException">A value is none that the published encoders know.</exception>
    public static DeepSeekOptions Read(TemplateArguments arguments)
    {
        var thinks = Find(arguments, "thinking_mode") is { } mode ? Choice(mode, "thinking_mode", "chat", "thinking") == "thinking"
            : Flag(arguments, "enable_thinking") ?? Flag(arguments, "thinking") ?? true;
        var effort = Find(arguments, EffortName) is { } given ? Choice(given, EffortName, "high", "max") : null;
        var declaration = Find(arguments, DeclarationName) is { } copy ? Choice(copy, DeclarationName, "published", "sglang") : null;
        return new(thinks, Flag(arguments, "drop_thinking") ?? true, effort == "max", declaration == "sglang");
    }

    private static JsonElement? Find(TemplateArguments arguments, string name) =>
        arguments.Values.Where(argument => argument.Key == name && argument.Value.ValueKind != JsonValueKind.Null)
            .Select(argument => (JsonElement?)argument.Value).FirstOrDefault();

    private static bool? Flag(TemplateArguments arguments, string name) => Find(arguments, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new RenderException($"chat_template_kwargs.{name} must be a boolean.", null),
    };

    private static string Choice(JsonElement value, string name, params ReadOnlySpan<string> choices)
    {
        foreach (var choice in choices)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(choice))
            {
                return choice;
            }
        }

        throw new RenderException($"chat_template_kwargs.{name} must be one of {string.Join(", ", choices)}.", null);
    }
}
