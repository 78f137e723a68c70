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
