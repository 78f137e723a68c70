using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>
/// The chat completion that a committed turn stands for. What the turn holds itself (the message, the logprob triples, the routed experts)
/// is not stored with the engine's answer and is put back here, so that a session's size grows with what is new.
/// </summary>
internal static class OpenAiChatAnswer
{
    private static readonly string[] ReplayPayloads = ["routed_experts", "indexer_topk"];

    /// <summary>What is written of a turn whose engine says it in another form.</summary>
    private static readonly string[] OwnNames = ["id", "object", "created", "model", "choices", "usage"];

    /// <summary>Writes the answer; the texts of its logprob triples are null.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="style">What the request asks of its answer.</param>
    /// <param name="withReplay">Whether with the payloads for a trainer's replay, which a client has no use for and a record keeps.</param>
    /// <param name="notes">What is said of the turn besides; may be empty.</param>
    public static void Write(Utf8JsonWriter json, Turn turn, ChatStyle style, bool withReplay, ImmutableArray<FaceNote> notes)
    {
        var said = turn.Content.Exchange.Response;
        var isOwn = !ChatIdentity.SaysItself(turn);
        json.WriteStartObject();
        if (isOwn)
        {
            WriteOwn(json, turn, style, withReplay);
        }

        foreach (var property in said.EnumerateObject().Where(property => !isOwn || !OwnNames.Contains(property.Name)))
        {
            if (property.Name == "choices" && property.Value.ValueKind == JsonValueKind.Array)
            {
                json.WriteStartArray("choices");
                foreach (var choice in property.Value.EnumerateArray())
                {
                    WriteChoice(json, choice, turn.Content, style, withReplay);
                }

                json.WriteEndArray();
            }
            else if (property.Name == "id" && !withReplay && turn.Content.Exchange.ResponseId is { } id)
            {
                json.WriteString("id", id); // A record keeps the engine's.
            }
            else
            {
                property.WriteTo(json);
            }
        }

        FaceNotes.Write(json, notes);
        json.WriteEndObject();
    }

    /// <summary>An engine that is not asked by a chat API says nothing in this form, and a recording nothing at all.</summary>
    private static void WriteOwn(Utf8JsonWriter json, Turn turn, ChatStyle style, bool withReplay)
    {
        ChatIdentity.Of(turn, style.Model).Write(json, "chat.completion");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WritePropertyName("message");
        WriteMessage(json, turn.Content, style);
        json.WriteString("finish_reason", Ending(turn.Content.FinishReason, style));
        if (withReplay || style.TellsLogprobs)
        {
            WriteMetaInfo(json, default, turn.Content, style, withReplay);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        ChatUsage.Write(json, turn);
    }

    private static void WriteChoice(Utf8JsonWriter json, JsonElement choice, TurnContent content, ChatStyle style, bool withReplay)
    {
        if (choice.ValueKind != JsonValueKind.Object)
        {
            choice.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var property in choice.EnumerateObject())
        {
            if (property.Name == "meta_info" && property.Value.ValueKind == JsonValueKind.Object)
            {
                WriteMetaInfo(json, property.Value, content, style, withReplay);
            }
            else if (property.Name == "message" && property.Value.ValueKind == JsonValueKind.Null)
            {
                // The place of the message; a turn of an earlier release has the message itself.
                json.WritePropertyName("message");
                WriteMessage(json, content, style);
            }
            else if (property.Name == "finish_reason" && !withReplay)
            {
                // Of the message, which is ours. A record keeps the engine's word.
                json.WriteString("finish_reason", Ending(content.FinishReason, style));
            }
            else if (property.Name != "logprobs" || style.TellsLogprobs)
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMetaInfo(Utf8JsonWriter json, JsonElement meta, TurnContent content, ChatStyle style, bool withReplay)
    {
        json.WriteStartObject("meta_info");
        if (meta.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in meta.EnumerateObject().Where(property => withReplay || !ReplayPayloads.Contains(property.Name)))
            {
                property.WriteTo(json);
            }
        }

        if (withReplay && content.RoutedExperts is { } rows)
        {
            json.WriteBase64String("routed_experts", rows.Bytes.Span);
        }

        if (style.TellsLogprobs)
        {
            WriteLogprobs(json, content.Completion);
        }

        json.WriteEndObject();
    }

    private static void WriteLogprobs(Utf8JsonWriter json, TokenSegment completion)
    {
        json.WriteStartArray("output_token_logprobs");
        for (var i = 0; i < completion.Ids.Length; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue((double)completion.Logprobs[i]);
            json.WriteNumberValue(completion.Ids[i]);
            json.WriteNullValue();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, TurnContent content, ChatStyle style)
    {
        if (style.SaysFunctions)
        {
            LegacyAnswer.WriteMessage(json, content.Assistant.Json);
        }
        else
        {
            content.Assistant.Json.WriteTo(json);
        }
    }

    private static string Ending(string finishReason, ChatStyle style) =>
        style.SaysFunctions ? LegacyAnswer.Ending(finishReason) : finishReason;
}
