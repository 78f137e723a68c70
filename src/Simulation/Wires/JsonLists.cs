using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Simulation.Wires;

/// <summary>Writes lists that several wires have.</summary>
internal static class JsonLists
{
    /// <summary>A list of token ids.</summary>
    public static void WriteIds(this Utf8JsonWriter json, string name, ReadOnlySpan<int> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
    }

    /// <summary>Spans of weight versions, half-open over the completion.</summary>
    public static void WriteSpans(this Utf8JsonWriter json, string name, IReadOnlyList<WeightSpan> spans)
    {
        json.WriteStartArray(name);
        foreach (var span in spans)
        {
            json.WriteStartObject();
            json.WriteString("version", span.Version);
            json.WriteNumber("start", span.Start);
            json.WriteNumber("end", span.End);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
