using System.Collections.Frozen;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Jinja.Values;

namespace Tito.Core.Rendering;

/// <summary>Brings a message into the form that chat templates are written for, as the engine does before it renders.</summary>
/// <remarks>
/// SGLang (serving_chat.py; parser/jinja_template_utils.py, process_content_for_template_format): content that is null or not there is
/// <c>""</c>; a list of text parts is one text with spaces between them, or stays a list for a template that loops over content; tool-call
/// arguments, which the wire carries as a JSON string, become the value. A role <c>developer</c> that the template does not know is
/// <c>system</c>. <c>reasoning</c>, under which vLLM and some clients have an assistant's reasoning, is <c>reasoning_content</c> where that
/// says nothing. Immutable and thread-safe.
/// </remarks>
internal sealed class MessageNormalizer
{
    private static readonly FrozenSet<string> EveryonesRoles = FrozenSet.ToFrozenSet(["system", "user", "assistant", "tool"]);

    private readonly string _family;
    private readonly IReadOnlySet<string> _roles;
    private readonly bool _takesAnyArguments;

    /// <summary>The normalizer of a family's format.</summary>
    public MessageNormalizer(Family family, IChatFormat format)
        : this(
            family.Name,
            format.Roles,
            family.ContentParts == ContentParts.Listed || (family.ContentParts == ContentParts.Detected && format.TakesParts),
            format.TakesAnyArguments)
    {
    }

    private MessageNormalizer(string family, IReadOnlySet<string> roles, bool listsParts, bool takesAnyArguments) =>
        (_family, _roles, ListsParts, _takesAnyArguments) = (family, roles, listsParts, takesAnyArguments);

    /// <summary>Whether content that is a list of parts stays one.</summary>
    public bool ListsParts { get; }

    /// <summary>This normalizer, joining parts: what every format was given by releases that had no other way.</summary>
    public MessageNormalizer JoiningParts() => new(_family, _roles, listsParts: false, _takesAnyArguments);

    /// <summary>Refuses a message whose role the format does not know.</summary>
    /// <param name="message">Any message.</param>
    /// <param name="param">The message's place, for errors.</param>
    /// <exception cref="MessageException">The format does not know the role; it names the role and those that there are.</exception>
    public void RequireRole(ChatMessage message, string param)
    {
        if (message.Role == Role.Other && !_roles.Contains(message.RoleName))
        {
            var known = EveryonesRoles.Append("developer").Concat(_roles).Distinct().Order(StringComparer.Ordinal);
            throw new MessageException(
                $"{param}.role",
                $"the format of family {_family} does not know the role {ReadableJson.Quote(message.RoleName)}; there are "
                + $"{string.Join(", ", known)}.");
        }
    }

    /// <summary>The message as a template sees it: all of its keys, in order.</summary>
    /// <param name="message">Any message.</param>
    /// <param name="param">The message's place, for errors.</param>
    /// <exception cref="MessageException">
    /// The format does not know the role, a content part is not text, or a value is one that no template can be given.
    /// </exception>
    public Value Normalize(ChatMessage message, string param)
    {
        RequireRole(message, param);
        var reasoning = message.Role == Role.Assistant ? message.Reasoning : null;
        var fields = message.Json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Name switch
        {
            "role" => Value.From(message.Role == Role.Developer && !_roles.Contains("developer") ? "system" : message.RoleName),
            "content" => Content(property.Value, $"{param}.content"),
            "reasoning_content" => TemplateValue.Of(reasoning ?? property.Value, $"{param}.reasoning_content"),
            "tool_calls" when property.Value.ValueKind == JsonValueKind.Array =>
                ListValue.Of(property.Value.EnumerateArray().Select((call, i) => ToolCall(call, $"{param}.tool_calls[{i}]"))),
            _ => TemplateValue.Of(property.Value, $"{param}.{property.Name}"),
        })).ToList();
        if (message.Field("content") is null)
        {
            fields.Add(KeyValuePair.Create("content", Value.From("")));
        }

        if (reasoning is { } alias && message.Field("reasoning_content") is null)
        {
            fields.Add(KeyValuePair.Create("reasoning_content", TemplateValue.Of(alias, $"{param}.reasoning")));
        }

        return DictValue.Of(fields);
    }

    private Value Content(JsonElement content, string param)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                return Value.From(content.GetString()!);
            case JsonValueKind.Null:
                return Value.From("");
            case JsonValueKind.Array:
                var texts = content.EnumerateArray().Select((part, i) => ContentPart.Text(part, $"{param}[{i}]"));
                return ListsParts ? ListValue.Of(texts.Select(Part)) : Value.From(string.Join(' ', texts));
            default:
                throw new MessageException(param, "must be a string, null or a list of text parts.");
        }
    }

    private static Value Part(string text) => DictValue.Of([new("type", Value.From("text")), new("text", Value.From(text))]);

    private Value ToolCall(JsonElement call, string param) =>
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
    /// What a model's text stands for, read as Python reads it; null when it is not JSON, for templates print such text as it is.
    /// </summary>
    private Value? Arguments(JsonElement function) =>
        function.TryGetProperty("arguments", out var text)
        && text.ValueKind == JsonValueKind.String
        && Value.TryLoads(text.GetString()!) is { } value
        && (value is DictValue || _takesAnyArguments)
            ? value
            : null;
}
