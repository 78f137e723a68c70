using System.Text.Json;
using Tito.Core.Messages;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>Brings a message into the form that chat templates are written for, as the engine does before it renders.</summary>
/// <remarks>
/// SGLang (serving_chat.py, process_content_for_template_format): an assistant's <c>content: null</c> becomes <c>""</c>; the texts
/// of a list of parts are joined by one space; tool-call arguments, which the wire carries as a JSON string, become the object.
/// <c>reasoning</c>, under which vLLM and some clients have an assistant's reasoning, is <c>reasoning_content</c> where that says nothing.
/// </remarks>
internal static class MessageNormalizer
{
    /// <summary>The message as a template sees it: all of its keys, in order.</summary>
    /// <param name="message">Any message.</param>
    /// <param name="param">The message's place, for errors.</param>
    /// <exception cref="MessageException">A content part is not text, or a value is one that no template can be given.</exception>
    public static Value Normalize(ChatMessage message, string param)
    {
        var reasoning = message.Role == Role.Assistant ? message.Reasoning : null;
        var fields = message.Json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Name switch
        {
            "content" => Content(property.Value, message.Role, $"{param}.content"),
            "reasoning_content" => TemplateValue.Of(reasoning ?? property.Value, $"{param}.reasoning_content"),
            "tool_calls" when property.Value.ValueKind == JsonValueKind.Array =>
                ListValue.Of(property.Value.EnumerateArray().Select((call, i) => ToolCall(call, $"{param}.tool_calls[{i}]"))),
            _ => TemplateValue.Of(property.Value, $"{param}.{property.Name}"),
        })).ToList();
        if (message.Role == Role.Assistant && message.Field("content") is null)
        {
            fields.Add(KeyValuePair.Create("content", Value.From("")));
        }

        if (reasoning is { } alias && message.Field("reasoning_content") is null)
        {
            fields.Add(KeyValuePair.Create("reasoning_content", TemplateValue.Of(alias, $"{param}.reasoning")));
        }

        return DictValue.Of(fields);
    }

    private static Value Content(JsonElement content, Role role, string param) => content.ValueKind switch
    {
        JsonValueKind.String => Value.From(content.GetString()!),
        JsonValueKind.Null => role == Role.Assistant ? Value.From("") : Value.None,
        JsonValueKind.Array => Value.From(string.Join(' ', content.EnumerateArray().Select((part, i) => PartText(part, $"{param}[{i}]")))),
        _ => throw new MessageException(param, "must be a string, null or a list of text parts."),
    };

    private static string PartText(JsonElement part, string param) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text")
        && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw new MessageException(param, "only parts of type text are supported.");

    private static Value ToolCall(JsonElement call, string param) =>
        call.ValueKind == JsonValueKind.Object
            && call.TryGetProperty("function", out var function)
            && function.ValueKind == JsonValueKind.Object
            ? Replace(call, "function", Replace(function, "arguments", Arguments(function), param), param)
            : TemplateValue.Of(call, param);

    /// <summary>The object with one of its values replaced; itself when there is nothing to put in.</summary>
    private static Value Replace(JsonElement json, string name, Value? replacement, string param) => replacement is null
        ? TemplateValue.Of(json, param)
        : DictValue.Of(json.EnumerateObject().Select(property => KeyValuePair.Create(
            property.Name, property.NameEquals(name) ? replacement : TemplateValue.Of(property.Value, $"{param}.{property.Name}"))));

    /// <summary>
    /// The object that a model wrote as text; null when its text is no JSON object, for templates print such text as it is.
    /// </summary>
    private static Value? Arguments(JsonElement function)
    {
        if (!function.TryGetProperty("arguments", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            var json = JsonElement.Parse(text.GetString()!);
            return json.ValueKind == JsonValueKind.Object ? Value.FromJson(json) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
