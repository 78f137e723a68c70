using System.ComponentModel;
using System.Text.Json;

namespace Tito.Tests.Agents.NuGet;

/// <summary>The tools of <c>task.json</c> as a .NET user writes them.</summary>
internal static class AgentTools
{
    [Description("The weather of a city.")]
    public static string Weather(string city, double days)
    {
        Assert.Contains(city, (string[])["Zürich", "東京"]);
        Assert.InRange(days, 1, 2);
        return AgentTask.Result;
    }

    [Description("Searches timetables and offers.")]
    public static string Search(string query, int limit, string[] filters, JsonElement? options = null)
    {
        Assert.NotEmpty(query);
        Assert.Equal(limit == 10, options is { ValueKind: JsonValueKind.Object });
        Assert.Equal(limit == 10 ? ["cheap", "no \\ change"] : [], filters);
        return AgentTask.Result;
    }
}
