using System.Globalization;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>
/// Writes a session as a recording: what went in, what was sampled, and what was recorded. Expectations are the oracle's to add.
/// </summary>
public static class GoldenWriter
{
    /// <summary>Writes a file: a line for the session, then a line for each turn.</summary>
    /// <param name="output">Where to; it is left open.</param>
    /// <param name="family">The name of the model family.</param>
    /// <param name="openedAt">When the session was opened.</param>
    /// <param name="settings">What it chose then.</param>
    /// <param name="sessionId">The id under which it is kept.</param>
    /// <param name="trajectory">Its turns.</param>
    /// <exception cref="GoldenFormatException">There is no turn, or one that a file cannot hold.</exception>
    public static void Write(
        Stream output, string family, DateTimeOffset openedAt, SessionSettings settings, string sessionId, Trajectory trajectory)
    {
        if (trajectory.Turns.IsEmpty)
        {
            throw new GoldenFormatException("turns", $"session {sessionId} has no turns, and a file has one or more.");
        }

        using (var json = new Utf8JsonWriter(output, ReadableJson.Compact))
        {
            json.WriteStartObject();
            json.WriteString("format", GoldenTrajectory.FormatName);
            json.WriteNumber("version", GoldenTrajectory.CurrentVersion);
            json.WriteString("family", family);
            json.WriteString("opened_at", openedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WritePropertyName("settings");
            SessionSettingsJson.Write(json, settings);
            json.WriteStartObject("recorded");
            json.WriteString("session_id", sessionId);
            json.WriteString("genesis", trajectory.Genesis.ToString());
            json.WriteString("tip", trajectory.Turns[^1].Digest.ToString());
            json.WriteNumber("active", trajectory.Active?.Sequence ?? -1);
            json.WriteEndObject();
            json.WriteStartArray("turns");
            foreach (var turn in trajectory.Turns)
            {
                // A session is written as long as it is, but held in memory a turn at a time.
                json.WriteRawValue(GoldenTurnWriter.Line(turn), skipInputValidation: true);
                json.Flush();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
