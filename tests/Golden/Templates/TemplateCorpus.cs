using System.Text.Json;
using Tito.Jinja;
using Tito.Jinja.Values;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Templates;

/// <summary>Where the template corpus and the models' own templates lie, and how a case of it is read.</summary>
internal static class TemplateCorpus
{
    /// <summary>The time that <c>tools/oracle/templates/jinja_environment.py</c> renders at.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 8, 7, 123, 456, TimeSpan.Zero);

    public static readonly string Root = Repository.Root;

    /// <summary>The templates that the oracle's grammars generated: the whole language, and what published templates do.</summary>
    public static TheoryData<string> Generated => [.. Names("grammar"), .. Names("published")];

    private static IEnumerable<string> Names(string grammar) =>
        GoldenFiles.Names($"templates/{grammar}", ".json").Select(name => $"{grammar}/{name}");

    /// <summary>A generated template and its context.</summary>
    public static (string Source, TemplateContext Context) GeneratedCase(string name)
    {
        var json = GeneratedJson(name);
        return (json.GetProperty("template").GetString()!, Context(json.GetProperty("context")));
    }

    /// <summary>A generated template with all that the oracle says of it.</summary>
    public static JsonElement GeneratedJson(string name) => GoldenFiles.Json($"templates/{name}.json");

    /// <summary>The chat template in a restored tokenizer_config.json.</summary>
    public static Template NativeTemplate(string configFile)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, configFile)));
        return Template.Parse(config.RootElement.GetProperty("chat_template").GetString()!, configFile);
    }

    public static TemplateContext Context(JsonElement variables) => new()
    {
        Now = Now,
        Variables = variables.EnumerateObject().ToDictionary(property => property.Name, property => Value.FromJson(property.Value)),
    };
}
