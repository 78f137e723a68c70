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

    public static string PathOf(string file) => Path.Combine(Root, "tests/Golden/corpus/templates", file);

    public static IEnumerable<JsonElement> Cases(string file) => File.ReadLines(PathOf(file)).Select(line => JsonElement.Parse(line));

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
