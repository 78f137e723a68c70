using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The conversations of a session on the wire: one for each turn that starts from an empty buffer.</summary>
internal static class RootsJson
{
    /// <summary>
    /// Writes the member <c>roots</c>: <c>[{"turn","agent","turns","tokens"}]</c> in commit order, with the turns that grow from each and
    /// the tokens that were sampled in them.
    /// </summary>
    public static void Write(Utf8JsonWriter json, Trajectory trajectory)
    {
        json.WriteStartArray("roots");
        foreach (var conversation in trajectory.Turns.GroupBy(turn => turn.Root).OrderBy(turns => turns.Key.Sequence))
        {
            json.WriteStartObject();
            json.WriteNumber("turn", conversation.Key.Sequence);
            json.WriteString("agent", conversation.Key.Agent);
            json.WriteNumber("turns", conversation.Count());
            json.WriteNumber("tokens", conversation.Sum(turn => turn.SampledCount));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
