using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>What clients said of a session on the wire: its group and metadata when it was opened, its reward when it was closed.</summary>
internal static class SaidJson
{
    /// <summary>The member of a sample's metadata.</summary>
    public const string Name = "tito_session";

    /// <summary>Writes the members <c>group</c>, <c>metadata</c> and <c>reward</c>, each where it was said.</summary>
    public static void Write(Utf8JsonWriter json, SessionHead head)
    {
        WriteOpened(json, head);
        if (head.Reward is { } reward)
        {
            json.WriteNumber("reward", reward);
        }
    }

    /// <summary>Writes what a sample says of it: <c>{"group","metadata"}</c>, and nothing where neither was said.</summary>
    public static void WriteOfSample(Utf8JsonWriter json, SessionHead head)
    {
        if (head.Settings is { Group: null, Metadata: null })
        {
            return;
        }

        json.WriteStartObject(Name);
        WriteOpened(json, head);
        json.WriteEndObject();
    }

    /// <summary>The reward as a sample has it; null where none was said.</summary>
    public static JsonElement? Reward(SessionHead head) =>
        head.Reward is { } reward ? JsonElement.Parse(JsonBytes.Write(json => json.WriteNumberValue(reward)).Span) : null;

    private static void WriteOpened(Utf8JsonWriter json, SessionHead head)
    {
        if (head.Settings.Group is { } group)
        {
            json.WriteString("group", group);
        }

        if (head.Settings.Metadata is { } labels)
        {
            json.WritePropertyName("metadata");
            labels.Write(json);
        }
    }
}
