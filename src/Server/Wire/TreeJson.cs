using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>The shape of a tree session on the wire.</summary>
internal static class TreeJson
{
    /// <summary>Writes the member <c>tree</c>: every turn in commit order, and the paths to the turns that none continues.</summary>
    public static void Write(Utf8JsonWriter json, Trajectory trajectory)
    {
        json.WriteStartObject("tree");
        json.WriteStartArray("nodes");
        foreach (var turn in trajectory.Turns)
        {
            WriteNode(json, turn);
        }

        json.WriteEndArray();
        json.WriteStartArray("leaves");
        var parents = trajectory.Turns.Select(turn => turn.Parent).ToHashSet();
        foreach (var leaf in trajectory.Turns.Where(turn => !parents.Contains(turn)))
        {
            json.WriteStartObject();
            json.WriteNumber("node_id", leaf.Sequence);
            WriteNumbers(json, "path_node_ids", [.. leaf.Path.Select(turn => turn.Sequence)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("id", turn.Sequence);
        if (turn.Parent is { } parent)
        {
            json.WriteNumber("parent", parent.Sequence);
        }
        else
        {
            json.WriteNull("parent");
        }

        json.WriteNumber("seq", turn.Sequence);
        json.WriteBoolean("truncated", turn.IsTruncated);
        json.WriteNumber("committed_at", UnixTime.Seconds(turn.Content.Exchange.CompletedAt));
        WriteNumbers(json, "completion_span", [turn.Prompt.Count, turn.Tokens.Count]);
        json.WriteNumber("num_tokens", turn.Tokens.Count);
        json.WriteString("response_id", turn.Content.Exchange.ResponseId);
        if (turn.Parent is null)
        {
            json.WriteString("agent", turn.Agent);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ImmutableArray<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
