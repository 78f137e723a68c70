using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Replay.Drift;

/// <summary>A drift as JSON lines (docs/drift.md).</summary>
internal static class DriftJson
{
    /// <summary>The line of a session.</summary>
    public static string Line(SessionDrift session) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", session.Name);
        json.WriteString("file", session.File);
        json.WriteString("family", session.Family);
        json.WriteBoolean("ok", session.IsSame);
        json.WriteString("not_compared", session.NotCompared);
        if (session.IsOldTheRecorded is { } isRecorded)
        {
            json.WriteBoolean("old_is_recorded", isRecorded);
        }
        else
        {
            json.WriteNull("old_is_recorded");
        }

        json.WriteNumber("turns", session.Turns);
        Write(json, session.Sampled);
        json.WriteStartArray("drifts");
        foreach (var turn in session.Drifts)
        {
            Write(json, turn);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The last line: the totals.</summary>
    public static string Line(DriftSummary summary) => JsonBytes.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("summary");
        json.WriteString("old", summary.Old);
        json.WriteString("new", summary.New);
        json.WriteNumber("sessions", summary.Sessions.Length);
        json.WriteNumber("compared", summary.Compared);
        json.WriteNumber("drifted", summary.Drifted);
        json.WriteNumber("turns", summary.Turns);
        json.WriteNumber("drifted_turns", summary.DriftedTurns);
        json.WriteNumber("other_recordings", summary.OtherRecordings);
        Write(json, summary.Sampled);
        json.WriteStartObject("kinds");
        foreach (var (kind, turns) in summary.Kinds)
        {
            json.WriteNumber(WireName.Of(kind), turns);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, SampledDrift sampled)
    {
        json.WriteStartObject("sampled");
        json.WriteNumber("tokens", sampled.Tokens);
        json.WriteNumber("affected", sampled.Affected);
        json.WriteNumber("context", sampled.Context);
        json.WriteNumber("lost", sampled.Lost);
        json.WriteNumber("text", sampled.Text);
        json.WriteNumber("encoding", sampled.Encoding);
        json.WriteNumber("replaced", sampled.Replaced);
        json.WriteNumber("completion", sampled.Completion);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TurnDrift turn)
    {
        json.WriteStartObject();
        json.WriteNumber("number", turn.Number);
        json.WriteStartArray("kinds");
        foreach (var kind in turn.Kinds)
        {
            json.WriteStringValue(WireName.Of(kind));
        }

        json.WriteEndArray();
        if (turn.At is { } at)
        {
            json.WriteNumber("index", at.Index);
            Write(json, "old", at.Old);
            Write(json, "new", at.New);
            json.WriteString("before", at.Before);
            json.WriteString("old_text", at.OldText);
            json.WriteString("new_text", at.NewText);
        }

        json.WriteString("detail", turn.Detail);
        json.WriteString("cause", turn.Cause);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DriftPlace.Token? token)
    {
        if (token is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("id", token.Id);
        json.WriteString("text", token.Text);
        json.WriteEndObject();
    }
}
