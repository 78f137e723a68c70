using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The sampled calls that requests had otherwise, on the wire.</summary>
internal static class AlteredTurnsJson
{
    /// <summary>Writes the member <c>altered</c>: a call each, with the turn whose request had it otherwise first.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Turn> turns)
    {
        json.WriteStartArray(AlteredJson.Name);
        foreach (var turn in turns)
        {
            foreach (var difference in turn.Content.Exchange.Altered)
            {
                json.WriteStartObject();
                json.WriteNumber("turn", turn.Sequence);
                AlteredJson.WriteMembers(json, difference);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}
