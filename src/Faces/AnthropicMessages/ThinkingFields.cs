using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>How much the model shall think: <c>thinking</c>, and <c>output_config.effort</c>.</summary>
/// <remarks>
/// Anthropic, extended thinking: <c>enabled</c> with a budget, <c>adaptive</c>, where the model decides, and <c>disabled</c>. The budget is
/// not enforced: no engine counts it, and agents send one that is not below <c>max_tokens</c>.
/// </remarks>
internal static class ThinkingFields
{
    private static readonly JsonElement None = JsonElement.Parse("\"none\"");

    /// <summary>What a request asks for, or null when it says nothing.</summary>
    public static ReasoningEffort? Read(JsonPlace body)
    {
        var effort = body["output_config"].Present?.Object()["effort"].Present is { } level
            ? ReasoningEffort.Of(level.Json, level.Name)
            : null;
        if (body["thinking"].Present is not { } thinking)
        {
            return effort;
        }

        var type = thinking.Object()["type"];
        return type.Text() switch
        {
            "disabled" => ReasoningEffort.Of(None, type.Name),
            "enabled" => effort ?? ReasoningEffort.Thinking,
            "adaptive" => effort,
            _ => throw type.Refusal("must be enabled, adaptive or disabled."),
        };
    }
}
