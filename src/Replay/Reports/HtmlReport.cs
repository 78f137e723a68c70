using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Replay.Runs;

namespace Tito.Replay.Reports;

/// <summary>The report for people: one HTML file with style, script and data in it, which needs no network and no other file.</summary>
internal static class HtmlReport
{
    // The default escapes every sign that could end a script element, and a lone surrogate cannot come from a text.
    private static readonly JsonWriterOptions Escaped = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The whole file, UTF-8.</summary>
    public static byte[] Write(ReplaySummary summary) => Encoding.UTF8.GetBytes(ReportAssets.Page
        .Replace("/*STYLE*/", ReportAssets.Style, StringComparison.Ordinal)
        .Replace("/*SCRIPT*/", ReportAssets.Script, StringComparison.Ordinal)
        .Replace("/*DATA*/", JsonBytes.Text(json => WriteData(json, summary), Escaped), StringComparison.Ordinal));

    private static void WriteData(Utf8JsonWriter json, ReplaySummary summary)
    {
        ImmutableArray<string> families = [.. summary.Results.Select(result => result.Family).Distinct()];
        ImmutableArray<string> kinds = [.. summary.Results.Select(result => result.Kind).Distinct()];
        json.WriteStartObject();
        json.WriteNumber("notRun", summary.NotRun);
        json.WriteNumber("turns", summary.Turns);
        json.WriteNumber("seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
        WriteNames(json, "families", families);
        WriteNames(json, "kinds", kinds);
        json.WriteStartArray("rows");
        foreach (var result in summary.Results)
        {
            json.WriteStartArray();
            json.WriteStringValue(result.Item.Name);
            json.WriteNumberValue(families.IndexOf(result.Family));
            json.WriteNumberValue(kinds.IndexOf(result.Kind));
            json.WriteNumberValue(Code(result));
            json.WriteNumberValue(result.Turns);
            json.WriteNumberValue(result.Tokens);
            json.WriteNumberValue(Math.Round(result.Duration.TotalMilliseconds, 2));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartObject("details");
        foreach (var (index, result) in summary.Results.Index().Where(result => Code(result.Item) != 0))
        {
            json.WritePropertyName($"{index}");
            ResultJson.Write(json, result);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>As the script counts them: passed, failed, fails as it should, partly expected.</summary>
    private static int Code(ReplayResult result) => result switch
    {
        { IsGreen: false } => 1,
        { FailedAsNamed: not null } => 2,
        { NotExpected.IsEmpty: false } => 3,
        _ => 0,
    };

    private static void WriteNames(Utf8JsonWriter json, string name, ImmutableArray<string> names)
    {
        json.WriteStartArray(name);
        foreach (var value in names)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
