using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;

namespace Tito.Cli.Families;

/// <summary>What a family declares, as one JSON object; docs/cli.md lists its fields.</summary>
internal static class FamilyJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, Family family)
    {
        json.WriteStartObject();
        json.WriteString("name", family.Name);
        json.WriteString("template", FamilyFacts.Template(family));
        json.WriteString("content_parts", WireName.Of(family.ContentParts));
        json.WriteStartObject("fixed_arguments");
        foreach (var (name, value) in family.FixedArguments)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        WriteTexts(json, "append_roles", family.AppendRoles.Select(WireName.Of));
        WriteBoundary(json, family.Boundary);
        WriteTexts(json, "stop_tokens", family.StopTokens);
        WriteTexts(json, "required_tokens", family.RequiredTokens);
        json.WriteStartObject("parsers");
        WriteParsers(json, "sglang", family.ReasoningParser, family.ToolCallParser);
        WriteParsers(json, "vllm", family.VllmReasoningParser, family.VllmToolCallParser);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBoundary(Utf8JsonWriter json, BoundaryRule boundary)
    {
        json.WriteStartObject("boundary");
        json.WriteString("rule", FamilyFacts.Boundary(boundary).Split(' ')[0]);
        if (boundary is BoundaryRule.AppendAfter after)
        {
            json.WriteString("stop", after.Stop);
            json.WriteString("filler", after.Filler);
        }
        else if (boundary is BoundaryRule.ReplaceTrailing trailing)
        {
            WriteTexts(json, "openers", trailing.Openers);
        }

        json.WriteEndObject();
    }

    private static void WriteParsers(Utf8JsonWriter json, string engine, string? reasoning, string? toolCalls)
    {
        json.WriteStartObject(engine);
        json.WriteString("reasoning_parser", reasoning);
        json.WriteString("tool_call_parser", toolCalls);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
