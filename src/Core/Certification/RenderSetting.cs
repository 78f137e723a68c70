using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Rendering;

namespace Tito.Core.Certification;

/// <summary>The constants of a conversation: template arguments and tools.</summary>
/// <param name="Arguments">The effective arguments.</param>
/// <param name="ToolsJson">The tools as a request gives them, or null.</param>
/// <param name="Tools">The tools as templates see them.</param>
/// <param name="Thinks">False when the arguments switch thinking off: then no generated turn has reasoning.</param>
internal sealed record RenderSetting(TemplateArguments Arguments, JsonElement? ToolsJson, ToolList Tools, bool Thinks)
{
    private const string Tool =
        """[{"type":"function","function":{"name":"get_weather","description":"The weather.","parameters":"""
        + """{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

    /// <summary>
    /// Schemas with what published ones have: lists, objects in objects, enums, what is required, numbers, booleans and null; and a
    /// function that has neither description nor parameters.
    /// </summary>
    private const string StructuredTools =
        """
        [{"type": "function", "function": {"name": "edit_files", "description": "Edits <files> & \"folders\".", "parameters": {
          "type": "object",
          "properties": {
            "files": {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "The files."},
            "mode": {"type": "string", "enum": ["fast", "it's slow"], "default": "fast"},
            "deep": {"type": "object", "properties": {
              "on": {"type": "boolean", "default": false},
              "labels": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": ["string", "null"]}}}},
              "required": ["on"]},
            "count": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": null},
            "ratio": {"type": "number", "minimum": -2.5}},
          "required": ["files", "mode"], "additionalProperties": false}, "strict": true}},
         {"type": "function", "function": {"name": "wait"}}]
        """;

    /// <summary>The switches that published templates read, and that requests may set.</summary>
    private static readonly ImmutableArray<string> Switches = ["enable_thinking", "thinking"];

    /// <summary>
    /// Every setting that makes a difference to a template, the simplest first: a switch counts where the template reads it.
    /// </summary>
    public static ImmutableArray<RenderSetting> All(ChatRenderer renderer)
    {
        var tools = JsonElement.Parse(Tool);
        var settings = ImmutableArray.CreateBuilder<RenderSetting>();
        foreach (var (arguments, thinks) in ArgumentSets(renderer))
        {
            var merged = TemplateArguments.Merge(renderer.Family, null, arguments);
            settings.Add(new(merged, null, ToolList.Empty, thinks));
            settings.Add(new(merged, tools, ToolList.Parse(tools), thinks));
            if (arguments is null)
            {
                // Once: no template was seen whose switches change how it writes schemas.
                var structured = JsonElement.Parse(StructuredTools);
                settings.Add(new(merged, structured, ToolList.Parse(structured), thinks));
            }
        }

        return settings.DrainToImmutable();
    }

    /// <summary>The renderer with this setting, used by one thread.</summary>
    public IConversationText Bind(ChatRenderer renderer) => renderer.Bind(Arguments, Tools, DateTimeOffset.UnixEpoch);

    private static IEnumerable<(JsonElement? Arguments, bool Thinks)> ArgumentSets(ChatRenderer renderer)
    {
        yield return (null, true);
        var isFixed = renderer.Family.FixedArguments.Select(argument => argument.Key).ToHashSet();
        foreach (var name in Switches.Where(name => renderer.Reads(name) && !isFixed.Contains(name)))
        {
            yield return (JsonElement.Parse($"{{\"{name}\":false}}"), false);
            yield return (JsonElement.Parse($"{{\"{name}\":true}}"), true);
        }
    }
}
