using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The whole answer of a committed turn.</summary>
internal static class MessagesAnswer
{
    /// <summary>The answer's id; that of the turn's link where an earlier release stored none.</summary>
    public static string IdOf(Turn turn) => turn.Content.Exchange.ResponseId ?? turn.Digest.ToString();

    /// <summary>Writes the answer.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn, string model, ReasoningSeal seal, ImmutableArray<FaceNote> notes)
    {
        json.WriteStartObject();
        json.WriteString("id", IdOf(turn));
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", model);
        json.WriteStartArray("content");
        WriteBlocks(json, turn, seal);
        json.WriteEndArray();
        StopReason.Write(json, turn);
        MessagesUsage.Write(json, turn);
        FaceNotes.Write(json, notes);
        json.WriteEndObject();
    }

    private static void WriteBlocks(Utf8JsonWriter json, Turn turn, ReasoningSeal seal)
    {
        var arguments = "";
        foreach (var delta in MessageDeltas.Of(turn.Content.Assistant))
        {
            switch (delta.Kind)
            {
                case DeltaKind.Reasoning:
                    json.WriteStartObject();
                    json.WriteString("type", "thinking");
                    json.WriteString("thinking", delta.Text);
                    json.WriteString("signature", seal.Of(IdOf(turn), delta.Text));
                    json.WriteEndObject();
                    break;
                case DeltaKind.Content:
                    json.WriteStartObject();
                    json.WriteString("type", "text");
                    json.WriteString("text", delta.Text);
                    json.WriteEndObject();
                    break;
                case DeltaKind.CallBegin:
                    arguments = "";
                    json.WriteStartObject();
                    json.WriteString("type", "tool_use");
                    json.WriteString("id", delta.CallId);
                    json.WriteString("name", delta.Text);
                    ToolCaller.Write(json);
                    break;
                case DeltaKind.CallArguments:
                    arguments += delta.Text;
                    break;
                default:
                    ToolInput.Write(json, arguments);
                    json.WriteEndObject();
                    break;
            }
        }
    }
}
