using System.Text.Json;
using Tito.Core.Certification;
using Tito.Core.Messages;

namespace Tito.Cli.Certify;

/// <summary>A certification as one JSON object.</summary>
internal static class ReportJson
{
    /// <summary>Writes it on one line.</summary>
    public static string Write(CertificationReport report, TimeSpan elapsed) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("certified", report.IsCertified);
        json.WriteString("family", report.Family);
        json.WriteString("template", report.TemplateName);
        json.WriteString("template_sha256", report.TemplateDigest.ToString());
        json.WriteString("tokenizer_sha256", report.TokenizerDigest.ToString());
        json.WriteNumber("depth", report.Options.Depth);
        json.WriteNumber("wide_depth", report.Options.WideDepth);
        json.WriteNumber("seed", report.Options.Seed);
        json.WriteNumber("settings", report.SettingCount);
        json.WriteNumber("conversations", report.ConversationCount);
        json.WriteNumber("exhausted_wide", report.WideCount);
        json.WriteNumber("exhausted_narrow", report.NarrowCount);
        json.WriteNumber("random", report.RandomCount);
        json.WriteNumber("refused_openings", report.RefusedCount);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        json.WriteStartArray("surfaces");
        foreach (var surface in report.Surfaces)
        {
            json.WriteStartObject();
            WriteRoles(json, "roles", surface.Surface);
            json.WriteBoolean("certified", surface.IsCertified);
            json.WriteNumber("conversations", surface.ConversationCount);
            if (surface.Defect is { } defect)
            {
                json.WritePropertyName("defect");
                WriteDefect(json, defect);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteDefect(Utf8JsonWriter json, Counterexample defect)
    {
        json.WriteStartObject();
        json.WriteString("kind", WireName.Of(defect.Kind));
        WriteRoles(json, "appended_roles", defect.Surface);
        json.WriteStartArray("messages");
        foreach (var message in defect.Messages)
        {
            message.Json.WriteTo(json);
        }

        json.WriteEndArray();
        if (defect.Tools is { } tools)
        {
            json.WritePropertyName("tools");
            tools.WriteTo(json);
        }

        json.WriteStartObject("arguments");
        foreach (var (name, value) in defect.Arguments.Values)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteNumber("cut", defect.CutIndex);
        json.WriteNumber("char_index", defect.CharIndex);
        WriteSide(json, "expected", defect.Expected);
        WriteSide(json, "actual", defect.Actual);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, CounterexampleSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("label", side.Label);
        json.WriteString("text", side.Text);
        if (side.Line is { } line)
        {
            json.WriteNumber("template_line", line);
            json.WriteString("template_source", side.Source);
        }

        json.WriteEndObject();
    }

    private static void WriteRoles(Utf8JsonWriter json, string name, RoleSurface surface)
    {
        json.WriteStartArray(name);
        foreach (var role in surface.Roles)
        {
            json.WriteStringValue(WireName.Of(role));
        }

        json.WriteEndArray();
    }
}
