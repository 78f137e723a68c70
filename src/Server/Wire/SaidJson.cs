using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>What clients said of a session and its turns on the wire: its group, and metadata and rewards.</summary>
internal static class SaidJson
{
    /// <summary>The member of a sample's metadata.</summary>
    public const string Name = "tito_session";

    /// <summary>Writes the members <c>group</c>, <c>metadata</c> and <c>reward</c>, each where it was said.</summary>
    public static void Write(Utf8JsonWriter json, SessionHead head)
    {
        WriteGroup(json, head);
        new Annotation(head.Metadata, head.Reward).WriteMembers(json);
    }

    /// <summary>Writes what a sample says of it: <c>{"group","metadata"}</c>, and nothing where neither was said.</summary>
    public static void WriteOfSample(Utf8JsonWriter json, SessionHead head)
    {
        if (head is { Settings.Group: null, Metadata: null })
        {
            return;
        }

        json.WriteStartObject(Name);
        WriteGroup(json, head);
        new Annotation(head.Metadata, Reward: null).WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes the member <c>annotations</c>: each turn of which something was said, in the order of the turns; none without any.
    /// </summary>
    public static void WriteOfTurns(Utf8JsonWriter json, JournaledSession session)
    {
        if (session.Annotations() is not { Count: > 0 } said)
        {
            return;
        }

        json.WriteStartArray("annotations");
        foreach (var (turn, annotation) in said)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn);
            annotation.WriteMembers(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The reward as a sample has it; null where none was said.</summary>
    public static JsonElement? Reward(SessionHead head) =>
        head.Reward is { } reward ? JsonElement.Parse(JsonBytes.Write(json => json.WriteNumberValue(reward)).Span) : null;

    private static void WriteGroup(Utf8JsonWriter json, SessionHead head)
    {
        if (head.Settings.Group is { } group)
        {
            json.WriteString("group", group);
        }
    }
}
