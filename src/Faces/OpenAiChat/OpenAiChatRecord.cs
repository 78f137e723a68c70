using System.Text.Json;
using Tito.Core.Trajectories;

namespace Tito.Faces.OpenAiChat;

/// <summary>A turn as a session's view records it: the chat request as it went to the engine, and its answer.</summary>
public static class OpenAiChatRecord
{
    private const int Ok = 200;

    /// <summary>Writes the record of a turn, with the payloads for a trainer's replay.</summary>
    public static void Write(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteNumber("timestamp", UnixSeconds(turn.Content.Exchange.CompletedAt));
        json.WriteNumber("request_timestamp", UnixSeconds(turn.Content.Exchange.RequestedAt));
        json.WriteString("method", "POST");
        json.WriteString("path", "/v1/chat/completions");
        json.WritePropertyName("request");
        WriteRequest(json, turn);
        json.WritePropertyName("response");
        OpenAiChatAnswer.Write(json, turn, new(Model(turn), TellsLogprobs: true), withReplay: true, notes: []);
        AlteredJson.Write(json, turn.Content.Exchange.Altered);
        json.WriteNumber("status_code", Ok);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, Turn turn)
    {
        var sent = turn.Content.Exchange.Request;
        json.WriteStartObject();
        foreach (var property in sent.EnumerateObject())
        {
            property.WriteTo(json);
        }

        WriteInput(json, sent, "tools", turn.Content.Inputs.Tools);
        WriteInput(json, sent, "chat_template_kwargs", turn.Content.Inputs.Arguments);
        json.WriteStartArray("messages");
        foreach (var message in (turn.Parent?.Messages ?? []).Concat(turn.Content.Appended))
        {
            message.Json.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteStartArray("input_ids");
        foreach (var id in turn.Prompt.ToIds())
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A turn of an earlier release has its inputs among the fields that were sent.</summary>
    private static void WriteInput(Utf8JsonWriter json, JsonElement sent, string name, JsonElement? input)
    {
        if (input is { } value && !sent.TryGetProperty(name, out _))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>The model that was asked for, where the engine was sent its name.</summary>
    internal static JsonElement? Model(Turn turn) =>
        turn.Content.Exchange.Request.TryGetProperty("model", out var model) ? model : null;

    private static double UnixSeconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
