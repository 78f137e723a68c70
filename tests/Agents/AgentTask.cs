using System.Collections.Immutable;
using System.Text.Json;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Agents;

/// <summary>What npm and NuGet agents are to do (<c>task.json</c>), and what the simulated model does about it.</summary>
internal static class AgentTask
{
    private static readonly JsonElement Json = JsonElement.Parse(File.ReadAllBytes(Repository.PathTo("tests", "Agents", "task.json")));

    /// <summary>
    /// After each question: a call alone, a text with two calls, a call with structured arguments, an answer; always after thinking.
    /// The arguments have what clients spell in another way: 2.0, letters beyond ASCII, quotes, marks, slashes, null.
    /// </summary>
    public static ImmutableArray<ScriptedTurn> Script { get; } =
    [
        new(Says: false, [new("get_weather", """{"city": "Zürich", "days": 2.0}""")]),
        new(
            Says: true,
            [
                new("get_weather", """{"city": "東京", "days": 1}"""),
                new("search", """{"query": "train \"Zürich–Genève\" <direct>", "limit": 3, "filters": []}"""),
            ]),
        new(
            Says: false,
            [
                new(
                    "search",
                    """{"query": "a/b", "limit": 10, "filters": ["cheap", "no \\ change"], "options": {"fare": "½", "seat": null}}"""),
            ]),
    ];

    public static string Instructions => Json.GetProperty("system").GetString()!;

    public static ImmutableArray<string> Questions =>
        [.. Json.GetProperty("questions").EnumerateArray().Select(question => question.GetString()!)];

    /// <summary>Functions: <c>name</c>, <c>description</c>, <c>parameters</c>.</summary>
    public static ImmutableArray<JsonElement> Tools => [.. Json.GetProperty("tools").EnumerateArray()];

    /// <summary>What each tool gives back.</summary>
    public static string Result => Json.GetProperty("result").GetString()!;

    /// <summary>The turns of a whole run: those of the script and the answer, for each question.</summary>
    public static int Turns => Questions.Length * (Script.Length + 1);
}
