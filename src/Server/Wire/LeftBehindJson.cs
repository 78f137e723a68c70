using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The turns that a session's conversation does not hold, on the wire.</summary>
internal static class LeftBehindJson
{
    /// <summary>Writes the member <c>left_behind</c>: <c>{"turns","tokens","reasons":{REASON: TURNS},"turn_ids"}</c>.</summary>
    public static void Write(Utf8JsonWriter json, LeftBehind left)
    {
        json.WriteStartObject("left_behind");
        json.WriteNumber("turns", left.Turns.Length);
        json.WriteNumber("tokens", left.TokenCount);
        json.WriteStartObject("reasons");
        foreach (var (reason, turns) in left.Reasons)
        {
            json.WriteNumber(WireName.Of(reason), turns);
        }

        json.WriteEndObject();
        json.WriteStartArray("turn_ids");
        foreach (var (turn, _, _) in left.Turns)
        {
            json.WriteNumberValue(turn.Sequence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
