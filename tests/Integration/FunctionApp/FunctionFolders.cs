using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The functions that a folder declares to the Functions host: one folder a function, with its function.json.</summary>
internal static class FunctionFolders
{
    /// <summary>Name, route and methods of each function, ordered by name; a timer's route is the host's own call.</summary>
    public static ImmutableArray<(string Name, string Route)> Read(string root) =>
    [
        .. Directory.EnumerateFiles(root, "function.json", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(root, Path.GetDirectoryName(file)!), Route(Path.GetFileName(Path.GetDirectoryName(file)!), JsonElement.Parse(File.ReadAllBytes(file)))))
            .Order(),
    ];

    /// <summary>As <c>POST sessions/{id}/samples</c>; the one HTTP trigger, answered through the one HTTP output. Or the one timer.</summary>
    private static string Route(string name, JsonElement function)
    {
        var bindings = function.GetProperty("bindings").EnumerateArray().ToList();
        if (bindings is [var timer] && Text(timer, "type") == "timerTrigger")
        {
            // Six fields, the first of seconds: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
            Assert.Equal(6, Text(timer, "schedule")!.Split(' ').Length);
            return $"POST {name}";
        }

        var trigger = Assert.Single(bindings, binding => Text(binding, "direction") == "in");
        var output = Assert.Single(bindings, binding => Text(binding, "direction") == "out");
        Assert.Equal(("httpTrigger", "http"), (Text(trigger, "type"), Text(output, "type")));
        var methods = trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());
        return $"{string.Join(',', methods)} {Text(trigger, "route")}";
    }

    private static string? Text(JsonElement binding, string name) => binding.GetProperty(name).GetString();
}
