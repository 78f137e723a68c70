using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.OpenApi;

/// <summary>docs/openapi.json, and what answers must be by it.</summary>
internal static class ApiDocument
{
    public static string Text { get; } = File.ReadAllText(Repository.PathTo("docs", "openapi.json"));

    public static JsonElement Json { get; } = JsonElement.Parse(Text);

    /// <summary>Every operation, with its path, its method in upper case, and what is said of it.</summary>
    public static ImmutableArray<(string Path, string Method, JsonElement Operation)> Operations { get; } =
    [
        .. Json.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(operation => (path.Name, operation.Name.ToUpperInvariant(), operation.Value))),
    ];

    /// <summary>The schema of a component.</summary>
    public static JsonElement Schema(string component) => Json.GetProperty("components").GetProperty("schemas").GetProperty(component);

    /// <summary>The first things about a JSON answer that the document does not say; none where it is as said.</summary>
    public static IEnumerable<string> Violations(JsonElement schema, JsonElement answer)
    {
        // The dialect of OpenAPI 3.1 is JSON Schema's; the components are where its references look.
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(JsonNode.Parse(schema.GetRawText())),
            ["$defs"] = JsonNode.Parse(Json.GetProperty("components").GetProperty("schemas").GetRawText()),
        };
        var text = root.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var results = JsonSchema.FromText(text).Evaluate(answer, new() { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : (results.Details ?? [])
            .Where(detail => detail.Errors is { Count: > 0 })
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}"));
    }
}
