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
        json.WriteStartArray("unended");
        foreach (var (turn, end) in status.Unended)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn.Sequence);
            EndJson.Write(json, end);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteAborted(json, status.Aborted);
        WriteDisagreeing(json, status.Disagreeing);
        AlteredTurnsJson.Write(json, status.Altering);
        LinesJson.Write(json, status.Lines);
        json.WriteEndObject();
    }

    private static void WriteDisagreeing(Utf8JsonWriter json, ImmutableArray<Turn> turns)
    {
        json.WriteStartArray("disagreeing");
        foreach (var turn in turns)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn.Sequence);
            json.WriteString("field", turn.Content.Exchange.Disagreement);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAborted(Utf8JsonWriter json, ImmutableArray<SessionStatus.AbortedTurn> aborted)
    {
        json.WriteStartArray("aborted");
        foreach (var (intent, isMissing) in aborted)
        {
            json.WriteStartObject();
            json.WriteString("key", intent.Key);
            json.WriteNumber("parent", intent.Parent ?? -1);
            json.WriteBoolean("missing", isMissing);
            json.WriteStartArray("attempts");
            foreach (var attempt in intent.Aborted.Items)
            {
                json.WriteStartObject();
                json.WriteNumber("tokens", attempt.TokenCount);
                json.WriteBoolean("kept", attempt.Completion is not null);
                json.WriteString("weight_version", attempt.WeightVersion);
                json.WriteString("ended_at", attempt.EndedAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
