using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A function as a built or published folder declares it to the Functions host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EntryPoint">The method, with its class.</param>
/// <param name="Trigger">As <c>POST sessions/{id}/samples</c>; of a timer, its schedule.</param>
/// <param name="Level">Who may call: <c>Function</c>, <c>Admin</c>, <c>Anonymous</c>; null of a timer.</param>
internal sealed record DeclaredFunction(string Name, string EntryPoint, string Trigger, string? Level)
{
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
        var binding = Assert.Single(function.GetProperty("bindings").EnumerateArray());
        Assert.Equal(("In", "dotnet-isolated"), (Text(binding, "direction"), Text(function, "language")));
        var (name, entry) = (Text(function, "name"), Text(function, "entryPoint"));
        if (Text(binding, "type") == "timerTrigger")
        {
            // Six fields, the first of seconds: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
            Assert.Equal(6, Text(binding, "schedule").Split(' ').Length);
            return new(name, entry, Text(binding, "schedule"), null);
        }

        Assert.Equal("httpTrigger", Text(binding, "type"));
        var methods = binding.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());
        return new(name, entry, $"{string.Join(',', methods)} {Text(binding, "route")}", Text(binding, "authLevel"));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
