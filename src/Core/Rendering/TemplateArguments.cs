using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>The arguments that a template is rendered with besides messages and tools, in order and without contradictions.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TemplateArguments
{
    private TemplateArguments(ImmutableArray<KeyValuePair<string, JsonElement>> values) => Values = values;

    /// <summary>Names and values; a later layer's value stands in the place of the earlier one's.</summary>
    public ImmutableArray<KeyValuePair<string, JsonElement>> Values { get; }

    /// <summary>Lays a request's arguments over the server's, and the family's fixed ones over both.</summary>
    /// <param name="family">Its fixed arguments may be repeated but not contradicted.</param>
    /// <param name="server">The server-wide arguments: a JSON object, or null.</param>
    /// <param name="request">The request's <c>chat_template_kwargs</c>: a JSON object, or null.</param>
    /// <exception cref="MessageException">No object, a reserved name, or a contradiction; it names key, both values and family.</exception>
    public static TemplateArguments Merge(Family family, JsonElement? server, JsonElement? request)
    {
        var merged = new OrderedDictionary<string, JsonElement>();
        foreach (var layer in new[] { server, request })
        {
            var given = Read(layer).ToArray();
            if (given.Any(argument => family.ArgumentGroup.Contains(argument.Name)))
            {
                foreach (var name in family.ArgumentGroup)
                {
                    merged.Remove(name);
                }
            }

            foreach (var (name, value) in given)
            {
                merged[name] = value;
            }
        }

        foreach (var (name, value) in family.FixedArguments)
        {
            if (merged.TryGetValue(name, out var given) && !JsonElement.DeepEquals(given, value))
            {
                throw new MessageException(
                    $"chat_template_kwargs.{name}",
                    $"the value {given.GetRawText()} contradicts {value.GetRawText()}, which family {family.Name} fixes to keep its "
                    + "template append-only.");
            }

            merged[name] = value;
        }

        return new([.. merged]);
    }

    /// <summary>The arguments as one JSON object, or null when there are none.</summary>
    public JsonElement? ToJson() => Values.IsEmpty ? null : JsonElement.Parse(JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        foreach (var (name, value) in Values)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }).Span);

    private static IEnumerable<(string Name, JsonElement Value)> Read(JsonElement? layer)
    {
        if (layer is not { ValueKind: not JsonValueKind.Null } json)
        {
            yield break;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MessageException("chat_template_kwargs", "must be an object.");
        }

        foreach (var property in json.EnumerateObject())
        {
            yield return ReservedArguments.Names.Contains(property.Name)
                ? throw new MessageException($"chat_template_kwargs.{property.Name}", "is set by the server and cannot be given.")
                : (property.Name, property.Value);
        }
    }
}
