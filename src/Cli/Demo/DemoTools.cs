using System.Text.Json;

namespace Tito.Cli.Demo;

/// <summary>The tools of the scripted agent, and what they answer.</summary>
internal static class DemoTools
{
    /// <summary>The tool list that every request carries.</summary>
    public const string Json =
        "[\n"
        + """  {"type":"function","function":{"name":"get_weather","description":"Current weather of a """
        + """city.","parameters":{"type":"object","properties":{"city":{"type":"string"},"unit":"""
        + """{"type":"string","enum":["celsius","fahrenheit"]}},"required":["city"]}}},"""
        + "\n"
        + """  {"type":"function","function":{"name":"run_shell","description":"Run a shell command in the """
        + """workspace.","parameters":{"type":"object","properties":{"command":{"type":"string"},"timeout":"""
        + """{"type":"integer"}},"required":["command"]}}}"""
        + "\n]";

    /// <summary>The result of a call: fixed for each tool, so that a demo repeats itself.</summary>
    /// <param name="call">One of the assistant's <c>tool_calls</c>.</param>
    public static string Result(JsonElement call) => call.GetProperty("function").GetProperty("name").GetString() switch
    {
        "get_weather" => """{"temperature": 21.5, "unit": "°C", "sky": "partly cloudy ⛅", "wind": {"from": "NW", "knots": 9}}""",
        "run_shell" => "total 3\n-rw-r--r-- 1 agent agent  482 notes.md\n"
            + "-rw-r--r-- 1 agent agent 1203 trip-plan.txt\n-rwxr-xr-x 1 agent agent   96 run.sh",
        _ => "unknown tool",
    };
}
