using System.Collections.Frozen;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces;

/// <summary>
/// Fields that shape the prompt where an engine makes it, and that this server, which makes it here, does not serve. They are refused by
/// name on every face unless they say nothing, and never passed on.
/// </summary>
/// <remarks>
/// SGLang, <c>protocol.py</c> (ChatCompletionRequest) and
/// <c>io_struct.py</c> (GenerateReqInput); vLLM, <c>chat_completion/protocol.py</c> (ChatCompletionRequest).
/// </remarks>
internal static class PromptFields
{
    private static readonly FrozenDictionary<string, Func<JsonElement, bool>> Harmless = new Dictionary<string, Func<JsonElement, bool>>
    {
        // The end of the prompt: a message that is continued, or no opening of the model's.
        ["continue_final_message"] = IsFalse,
        ["add_generation_prompt"] = value => value.ValueKind == JsonValueKind.True,
        ["echo"] = IsFalse,
        ["suffix"] = IsEmpty,

        // Another template, or more that it is given.
        ["chat_template"] = Never,
        ["documents"] = IsEmpty,
        ["task"] = Never,

        // Other tokens than those of the template's text.
        ["add_special_tokens"] = IsFalse,
        ["truncate_prompt_tokens"] = Never,

        // A prompt beside the messages, or tokens that the engine has of an earlier request.
        ["prompt"] = Never,
        ["text"] = Never,
        ["input_ids"] = Never,
        ["input_embeds"] = Never,
        ["prompt_token_ids"] = Never,
        ["prompt_embeds"] = Never,
        ["session_params"] = Never,

        // How much the model thinks, as some hosts of models have it.
        ["enable_thinking"] = Never,
        ["thinking"] = Never,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a field is one of these.</summary>
    public static bool IsKnown(string name) => Harmless.ContainsKey(name);

    /// <summary>Refuses a body with such a field, unless it is null or what an engine takes it for when it is absent.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="own">Names under which the face's own API has something else.</param>
    /// <exception cref="MessageException">It names the field.</exception>
    public static void RequireHarmless(JsonElement body, params ReadOnlySpan<string> own)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (Harmless.TryGetValue(field.Name, out var isHarmless)
                && field.Value.ValueKind != JsonValueKind.Null
                && !isHarmless(field.Value)
                && !own.Contains(field.Name))
            {
                var instead = field.Name is "enable_thinking" or "thinking"
                    ? "Say it in chat_template_kwargs, or as an effort."
                    : "Leave it out.";
                throw new MessageException(
                    field.Name,
                    $"shapes the prompt and is not served: the session makes the prompt from its messages and tools. {instead}");
            }
        }
    }

    private static bool IsFalse(JsonElement value) => value.ValueKind == JsonValueKind.False;

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static bool Never(JsonElement value) => false;
}
