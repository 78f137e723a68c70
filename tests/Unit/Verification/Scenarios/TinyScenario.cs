using System.Text;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>The least scenario that there is, with one part of it written by the test.</summary>
internal static class TinyScenario
{
    public const string Turn = """{"do":"turn","face":"f","body":{},"samples":[],"expect":{"status":200}}""";

    public static GoldenScenario Read(string json) => ScenarioReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>A file of one turn; <paramref name="more"/> are further members, each after a comma.</summary>
    public static string Json(string steps = Turn, string expect = "{}", string more = "") =>
        $$"""
        {"format":"tito.golden-scenario","version":1,"name":"n","kind":"k","family":"f","assets":"a","wire":"w","opened_at":"2026-11-01T00:00:00Z",
        "open":{},"steps":[{{steps}}],"expect":{{expect}}{{more}}}

        """;

    public static ScenarioStep Step(string json) => Read(Json(json)).Steps[0];

    public static ScenarioSample Sample(string json) => Step(Turn.Replace("[]", $"[{json}]", StringComparison.Ordinal)).Samples[0];

    public static StepExpectation Expect(string json) => Step(Turn.Replace("{\"status\":200}", json, StringComparison.Ordinal)).Expected;

    /// <summary>Holds that reading is refused at a place, with words.</summary>
    public static void Refused(string field, string reason, Func<object> read) =>
        Assert.Equal($"{field}: {reason}", Assert.Throws<GoldenFormatException>(read).Message);
}
