using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>Spans of weight versions as JSON, the same in rows, recordings and samples: <c>[{"version","start","end"}]</c>.</summary>
public static class WeightSpansJson
{
    /// <summary>The name of the member.</summary>
    public const string Name = "weight_version_spans";

    /// <summary>Writes the member; none where there are no spans.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<WeightSpan> spans)
    {
        if (spans.IsEmpty)
        {
            return;
        }

        json.WriteStartArray(Name);
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

    /// <summary>Reads the member's value.</summary>
    /// <exception cref="KeyNotFoundException">A span lacks something.</exception>
    /// <exception cref="InvalidOperationException">Something is of another kind.</exception>
    public static ImmutableArray<WeightSpan> Read(JsonElement spans) =>
    [
        .. spans.EnumerateArray().Select(span => new WeightSpan(
            span.GetProperty("version").GetString()!, span.GetProperty("start").GetInt32(), span.GetProperty("end").GetInt32())),
    ];
}
