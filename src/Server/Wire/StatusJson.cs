using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>What keeps a session from being complete, on the wire.</summary>
internal static class StatusJson
{
    /// <summary>Writes the member <c>status</c>.</summary>
    public static void Write(Utf8JsonWriter json, SessionStatus status)
    {
        json.WriteStartObject("status");
        json.WriteString("state", WireName.Of(status.State));
        WriteIntents(json, "pending", status.Pending);
        WriteIntents(json, "dangling", status.Dangling);
        json.WriteStartArray("unfinished");
        foreach (var turn in status.Unfinished)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn.Sequence);
            json.WriteString("finish_reason", turn.Content.FinishReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        LeftBehindJson.Write(json, status.LeftBehind);
        json.WriteEndObject();
    }

    private static void WriteIntents(Utf8JsonWriter json, string name, ImmutableArray<TurnIntent> intents)
    {
        json.WriteStartArray(name);
        foreach (var intent in intents)
        {
            json.WriteStartObject();
            json.WriteString("key", intent.Key);
            json.WriteNumber("parent", intent.Parent ?? -1);
            json.WriteNumber("turn_count", intent.TurnCount);
            json.WriteString("request_digest", intent.RequestDigest.ToString());
            json.WriteString("started_at", intent.StartedAt);
            json.WriteString("expires_at", intent.ExpiresAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
