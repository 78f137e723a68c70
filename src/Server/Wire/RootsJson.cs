using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The conversations of a session on the wire: one for each turn that starts from an empty buffer.</summary>
internal static class RootsJson
{
    /// <summary>
    /// Writes the member <c>roots</c>: <c>[{"turn","agent","kind","line","parent_line","follows","turns","tokens"}]</c> in commit order,
    /// with the turns that grow from each and the tokens that were sampled in them.
    /// </summary>
    public static void Write(Utf8JsonWriter json, Trajectory trajectory)
    {
        json.WriteStartArray("roots");
        foreach (var root in SessionRoots.Of(trajectory))
        {
            var line = root.Turn.Content.Exchange.Line;
            json.WriteStartObject();
            json.WriteNumber("turn", root.Turn.Sequence);
            json.WriteString("agent", root.Turn.Agent);
            json.WriteString("kind", root.Kind is { } kind ? WireName.Of(kind) : null);
            json.WriteString("line", line?.Id);
            json.WriteString("parent_line", line?.Parent);
            if (root.Follows is { } before)
            {
                json.WriteNumber("follows", before.Sequence);
            }

            json.WriteNumber("turns", root.TurnCount);
            json.WriteNumber("tokens", root.SampledCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
