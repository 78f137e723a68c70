using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>What the agents of the client tests are to do, whatever their language: <c>agent.json</c>.</summary>
internal static class AgentTask
{
    /// <summary>How many completions an agent asks for.</summary>
    public const int Turns = 12;

    private static readonly JsonElement Json = JsonElement.Parse(File.ReadAllBytes(Path));

    public static string Path => Repository.PathTo("tests", "Integration", "Clients", "agent.json");

    public static string Instructions => Text("system");

    /// <summary>What the user says whenever the model has answered.</summary>
    public static ImmutableArray<string> Questions => [.. Json.GetProperty("questions").EnumerateArray().Select(question => question.GetString()!)];

    /// <summary>Functions: <c>name</c>, <c>description</c>, <c>parameters</c>.</summary>
    public static ImmutableArray<JsonElement> Tools => [.. Json.GetProperty("tools").EnumerateArray()];

    /// <summary>What each tool gives back.</summary>
    public static string Result => Text("result");

    private static string Text(string name) => Json.GetProperty(name).GetString()!;
}
