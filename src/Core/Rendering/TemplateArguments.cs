using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Core.Rendering;

/// <summary>The arguments that a template is rendered with besides messages and tools, in order and without contradictions.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TemplateArguments
{
    /// <summary>The argument that a level of effort becomes.</summary>
    private const string EffortName = "reasoning_effort";

    /// <summary>
    /// What a level of effort also switches, since templates look at one of them. SGLang, <c>protocol.py</c>
    /// (normalize_reasoning_inputs): "different models check different keys".
    /// </summary>
    private static readonly ImmutableArray<string> ThinkingNames = ["thinking", "enable_thinking"];

    private TemplateArguments(ImmutableArray<KeyValuePair<string, JsonElement>> values) => Values = values;

    /// <summary>Names and values; a later layer's value stands in the place of the earlier one's.</summary>
    public ImmutableArray<KeyValuePair<string, JsonElement>> Values { get; }

    /// <summary>
    /// Lays what a request's effort says over the server's arguments, the request's own over these, and the family's fixed ones over all.
    /// </summary>
    /// <param name="family">Its fixed arguments may be repeated but not contradicted.</param>
    /// <param name="server">The server-wide arguments: a JSON object, or null.</param>
    /// <param name="request">The request's <c>chat_template_kwargs</c>: a JSON object, or null.</param>
    /// <param name="effort">The request's effort, or null.</param>
    /// <exception cref="MessageException">No object, a reserved name, or a contradiction; it names key, both values and family.</exception>
    public static TemplateArguments Merge(Family family, JsonElement? server, JsonElement? request, ReasoningEffort? effort = null)
    {
        var merged = new OrderedDictionary<string, JsonElement>();
        var own = Read(request).ToArray();
        foreach (var given in new[] { [.. Read(server)], Implied(family, effort, own), own })
        {
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
                    PlaceOf(name),
                    $"the value {given.GetRawText()} contradicts {value.GetRawText()}, which family {family.Name} fixes to keep its "
                    + "template append-only.");
            }

            merged[name] = value;
        }

        return new([.. merged]);
    }

    /// <summary>The place of an argument in a request, for errors.</summary>
    public static string PlaceOf(string name) => name == EffortName ? EffortName : $"chat_template_kwargs.{name}";

    /// <summary>Whether a template that is given the other argument is given the same; see <see cref="SameValue"/>.</summary>
    internal static bool IsSame(JsonElement one, JsonElement other) =>
        SameValue.InOrder(TemplateValue.Of(one, "chat_template_kwargs"), TemplateValue.Of(other, "chat_template_kwargs"));

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

    /// <summary>
    /// SGLang, <c>serving_chat.py</c> (_apply_jinja_template): the level is given to the template as an argument of its name, and every
    /// level but <c>none</c> switches thinking on, unless the request's own arguments say otherwise. vLLM does the same with
    /// <c>enable_thinking</c> alone (protocol.py, build_chat_params). Where both name a level the engines disagree on who wins.
    /// </summary>
    private static (string Name, JsonElement Value)[] Implied(
        Family family, ReasoningEffort? effort, (string Name, JsonElement Value)[] own)
    {
        if (effort is null)
        {
            return [];
        }

        if (effort.Level is not null && own.Any(argument => argument.Name == EffortName && !effort.IsLevel(argument.Value)))
        {
            throw new MessageException(EffortName, $"contradicts chat_template_kwargs.{EffortName}; leave one of them out.");
        }

        var thinks = JsonElement.Parse(effort.Thinks ? "true" : "false");
        var switches = ThinkingNames.Select(name => (name, thinks));
        var levels = family.EffortLevels;
        return effort.Level is { } level
            && (levels.IsEmpty || (level.ValueKind == JsonValueKind.String && levels.Any(known => level.ValueEquals(known))))
            ? [(EffortName, level), .. switches]
            : [.. switches];
    }

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
