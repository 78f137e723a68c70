using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The lines of a session on the wire.</summary>
internal static class LinesJson
{
    /// <summary>
    /// Writes the member <c>lines</c>: <c>[{"line","parent_line","kind","roots","turns","tokens","beside"}]</c>, with the first turns of
    /// its conversations, the turns and sampled tokens of all of them, and the same of what the line did not go on from.
    /// </summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<LineStatus> lines)
    {
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("line", line.Line);
            json.WriteString("parent_line", line.Parent);
            json.WriteString("kind", line.Kind is { } kind ? WireName.Of(kind) : null);
            json.WriteStartArray("roots");
            foreach (var root in line.Roots)
            {
                json.WriteNumberValue(root.Turn.Sequence);
            }

            json.WriteEndArray();
            json.WriteNumber("turns", line.Roots.Sum(root => root.TurnCount));
            json.WriteNumber("tokens", line.Roots.Sum(root => root.SampledCount));
            json.WriteStartObject("beside");
            json.WriteNumber("turns", line.Beside.Length);
            json.WriteNumber("tokens", line.Beside.Sum(turn => turn.SampledCount));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
