using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A function as a built or published folder declares it to the Functions host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EntryPoint">The method, with its class.</param>
/// <param name="Trigger">As <c>POST sessions/{id}/samples</c>; of a timer, its schedule; of what Durable Functions calls, as <c>orchestration</c>.</param>
/// <param name="Level">Who may call: <c>Function</c>, <c>Admin</c>, <c>Anonymous</c>; null without HTTP.</param>
/// <param name="HasClient">Whether the host tells it the way to Durable Functions.</param>
internal sealed record DeclaredFunction(string Name, string EntryPoint, string Trigger, string? Level, bool HasClient)
{
    private const string Suffix = "Trigger";

    public bool IsHttp => Level is not null;

    public string Class => EntryPoint[..EntryPoint.LastIndexOf('.')];

    /// <summary>The functions of a folder's functions.metadata, ordered by name.</summary>
    public static ImmutableArray<DeclaredFunction> Read(string folder) =>
    [
        .. JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "functions.metadata"))).EnumerateArray()
            .Select(Of)
            .OrderBy(function => function.Name, StringComparer.Ordinal),
    ];

    private static DeclaredFunction Of(JsonElement function)
    {
        var bindings = function.GetProperty("bindings").EnumerateArray().ToList();
        Assert.All(bindings, binding => Assert.Equal(("In", "dotnet-isolated"), (Text(binding, "direction"), Text(function, "language"))));
        var binding = Assert.Single(bindings, binding => Text(binding, "type").EndsWith(Suffix, StringComparison.Ordinal));
        Assert.All(bindings.Where(other => Text(other, "type") != Text(binding, "type")), other => Assert.Equal("durableClient", Text(other, "type")));
        var (name, entry, hasClient) = (Text(function, "name"), Text(function, "entryPoint"), bindings.Count > 1);
        if (Text(binding, "type") == "timerTrigger")
        {
            // Six fields, the first of seconds: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
            Assert.Equal(6, Text(binding, "schedule").Split(' ').Length);
            return new(name, entry, Text(binding, "schedule"), null, hasClient);
        }

        if (Text(binding, "type") != "httpTrigger")
        {
            return new(name, entry, Text(binding, "type")[..^Suffix.Length], null, hasClient);
        }

        var methods = binding.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());
        return new(name, entry, $"{string.Join(',', methods)} {Text(binding, "route")}", Text(binding, "authLevel"), hasClient);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
