using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Faces.OpenAiChat;

namespace Tito.Server.Wire;

/// <summary>The records of a session's view, as much of them as was asked for.</summary>
internal static class RecordsJson
{
    /// <summary>Writes the member <c>records</c>; without any it is not there, which an empty list would deny.</summary>
    public static void Write(Utf8JsonWriter json, JournaledSession session, RecordDetail detail)
    {
        if (detail == RecordDetail.None)
        {
            return;
        }

        var said = session.Annotations();
        json.WriteStartArray("records");
        foreach (var turn in session.Trajectory.Active?.Path ?? [])
        {
            if (detail == RecordDetail.All)
            {
                OpenAiChatRecord.Write(json, turn);
            }
            else
            {
                WriteSummary(json, turn, said.GetValueOrDefault(turn.Sequence, Annotation.None));
            }
        }

        json.WriteEndArray();
    }

    private static void WriteSummary(Utf8JsonWriter json, Turn turn, Annotation said)
    {
        var exchange = turn.Content.Exchange;
        json.WriteStartObject();
        json.WriteNumber("turn", turn.Sequence);
        json.WriteString("response_id", exchange.ResponseId);
        json.WriteString("requested_at", exchange.RequestedAt);
        json.WriteString("completed_at", exchange.CompletedAt);
        json.WriteString("finish_reason", turn.Content.FinishReason);
        json.WriteNumber("prompt_tokens", turn.Prompt.Count);
        json.WriteNumber("completion_tokens", turn.Content.Completion.Ids.Length);
        json.WriteString("weight_version", exchange.WeightVersion);
        json.WriteString("digest", turn.Digest.ToString());
        said.WriteMembers(json);
        json.WriteEndObject();
    }
}
