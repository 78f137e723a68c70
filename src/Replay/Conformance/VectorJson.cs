using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Replay.Checks;

namespace Tito.Replay.Conformance;

/// <summary>A vector's result as a JSON line (docs/conformance.md).</summary>
internal static class VectorJson
{
    /// <summary>The line.</summary>
    public static string Line(VectorResult result) => JsonBytes.Text(json => Write(json, result));

    private static void Write(Utf8JsonWriter json, VectorResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Vector.Name);
        json.WriteString("kind", result.Vector.Kind);
        json.WriteString("result", result.IsRed ? "failed" : result.Lacks is null ? "passed" : "skipped");
        if (result.Lacks is { } need)
        {
            json.WriteString("lacks", WireName.Of(need));
        }

        json.WriteNumber("turns", result.Turns);
        json.WriteNumber("ms", Math.Round(result.Duration.TotalMilliseconds, 3));
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, VectorFinding finding)
    {
        json.WriteStartObject();
        json.WriteNumber("turn", finding.Turn);
        json.WriteString("what", WireName.Of(finding.Kind));
        json.WriteString("detail", finding.Detail);
        if (finding is { Cause: { } cause, Index: { } index, PrefixCount: { } prefix, Tokens: { } window })
        {
            json.WriteString("cause", WireName.Of(cause));
            json.WriteNumber("index", index);
            json.WriteNumber("prefix_count", prefix);
            json.WriteStartObject("context");
            json.WriteNumber("start", window.Start);
            WriteSide(json, "expected", window.Expected);
            WriteSide(json, "found", window.Found);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ImmutableArray<TokenWindow.Token> side)
    {
        json.WriteStartArray(name);
        foreach (var token in side)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("text", token.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
