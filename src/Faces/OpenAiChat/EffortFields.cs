using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The fields by which chat clients say how much the model shall reason: <c>reasoning_effort</c>, and <c>reasoning</c> with
/// <c>effort</c> or <c>enabled</c>, as some gateways have it.
/// </summary>
/// <remarks>
/// SGLang, <c>protocol.py</c> (normalize_reasoning_inputs): the effort of <c>reasoning</c> is that of the request, under either name;
/// <c>enabled</c> or <c>enable</c> switches thinking on, and false says nothing. Other keys of the object are not looked at.
/// </remarks>
internal static class EffortFields
{
    /// <summary>OpenAI's field: a word or a number.</summary>
    public const string EffortName = "reasoning_effort";

    /// <summary>The field of gateways: an object, whose effort is that of OpenAI's field.</summary>
    public const string ReasoningName = "reasoning";

    /// <summary>The effort that a body asks for, or null when it says nothing.</summary>
    /// <param name="body">A JSON object.</param>
    /// <exception cref="MessageException">A field is of the wrong form, or two of them contradict each other.</exception>
    public static ReasoningEffort? Read(JsonElement body)
    {
        var named = Find(body, EffortName) is { } level ? ReasoningEffort.Of(level, EffortName) : null;
        if (Find(body, ReasoningName) is not { } reasoning)
        {
            return named;
        }

        if (reasoning.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException(ReasoningName, "must be an object.");
        }

        var (name, inner) = Find(reasoning, "effort") is { } effort ? ("effort", effort) : (EffortName, Find(reasoning, EffortName));
        var told = inner is { } said ? ReasoningEffort.Of(said, $"{ReasoningName}.{name}") : null;
        if (named?.Level is { } one && told?.Level is { } other && !JsonElement.DeepEquals(one, other))
        {
            throw new MessageException(EffortName, $"contradicts {ReasoningName}.{name}; leave one of them out.");
        }

        return told ?? named ?? (IsEnabled(reasoning) ? ReasoningEffort.Thinking : null);
    }

    private static bool IsEnabled(JsonElement reasoning) => (Find(reasoning, "enabled") ?? Find(reasoning, "enable"))?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new MessageException($"{ReasoningName}.enabled", "must be true or false."),
    };

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
