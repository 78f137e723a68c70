using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Writes the ids of a request for scores.</summary>
internal static class ScoredIds
{
    /// <summary>Writes a list of ids as a field.</summary>
    public static void WriteIds(this Utf8JsonWriter json, string name, TokenBuffer tokens)
    {
        json.WriteStartArray(name);
        foreach (var segment in tokens.Segments)
        {
            foreach (var id in segment.Ids)
            {
                json.WriteNumberValue(id);
            }
        }

        json.WriteEndArray();
    }
}
