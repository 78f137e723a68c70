using System.Text.Json;

namespace Tito.Tests.Golden.Certification;

/// <summary>One line of <c>tools/oracle/certification/mutants.py</c>.</summary>
internal sealed record Mutant(string Name, string Template, string? Breaks, int JudgedDepth)
{
    public bool IsDefect => Breaks is not null;

    public static Mutant Parse(JsonElement json, int number, string template) => new(
        $"{number:000}: line {json.GetProperty("line").GetInt32()}, {json.GetProperty("name").GetString()}",
        string.Concat(
            template.AsSpan(0, json.GetProperty("start").GetInt32()),
            json.GetProperty("text").GetString(),
            template.AsSpan(json.GetProperty("end").GetInt32())),
        json.GetProperty("breaks").GetString(),
        json.GetProperty("messages").GetInt32());
}
