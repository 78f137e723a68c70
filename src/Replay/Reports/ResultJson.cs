using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Replay.Checks;
using Tito.Replay.Items;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>A result as JSON, the same in the lines of the command and in the HTML report (docs/golden-scenarios.md).</summary>
internal static class ResultJson
{
    /// <summary>One line.</summary>
    public static string Line(ReplayResult result) => JsonBytes.Text(json => Write(json, result));

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, ReplayResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Item.Name);
        if (result.Item is ReplayItem.File file)
        {
            json.WriteString("file", file.Path);
        }

        json.WriteString("family", result.Family);
        json.WriteString("kind", result.Kind);
        json.WriteBoolean("ok", result.IsGreen);
        json.WriteNumber("turns", result.Turns);
        json.WriteNumber("tokens", result.Tokens);
        json.WriteNumber("ms", Math.Round(result.Duration.TotalMilliseconds, 3));
        if (result.FailedAsNamed is { } named)
        {
            json.WriteString("fails_at", WireName.Of(named.At));
        }

        if (!result.NotExpected.IsEmpty)
        {
            json.WriteStartArray("not_expected");
            foreach (var place in result.NotExpected)
            {
                json.WriteStringValue(place);
            }

            json.WriteEndArray();
        }

        if (result.Difference is { } difference)
        {
            WriteDifference(json, difference, result.Cause);
        }

        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, ReplayDifference difference, string? cause)
    {
        json.WriteNumber("step", difference.Step);
        json.WriteString("at", WireName.Of(difference.At));
        json.WriteString("what", difference.What ?? WireName.Of(difference.At));
        if (difference.Index is { } index)
        {
            json.WriteNumber("index", index);
        }

        if (difference.Turn is { } turn)
        {
            json.WriteNumber("turn", turn);
        }

        json.WriteString("detail", difference.Detail);
        json.WriteString("cause", cause);
        if (difference.Tokens is { } window)
        {
            json.WriteStartObject("context");
            json.WriteNumber("start", window.Start);
            json.WriteNumber("at", window.At);
            json.WriteString("message", window.Message);
            json.WriteString("template_line", window.TemplateLine);
            WriteSide(json, "expected", window.Expected);
            WriteSide(json, "found", window.Found);
            json.WriteEndObject();
        }
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ImmutableArray<TokenWindow.Token> side)
    {
        json.WriteStartArray(name);
        foreach (var token in side)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("text", token.Text);
            json.WriteString("origin", token.Origin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
