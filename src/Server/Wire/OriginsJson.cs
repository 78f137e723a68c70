using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Server.Wire;

/// <summary>What produced tokens, as runs on the wire.</summary>
internal static class OriginsJson
{
    /// <summary>Writes <c>[{"origin","count"}]</c>, a run for each segment that is not empty.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<TokenSegment> segments)
    {
        json.WriteStartArray(name);
        foreach (var segment in segments.Where(segment => !segment.Ids.IsEmpty))
        {
            json.WriteStartObject();
            json.WriteString("origin", WireName.Of(segment.Origin));
            json.WriteNumber("count", segment.Ids.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
