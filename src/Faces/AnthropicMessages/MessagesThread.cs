using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces.AnthropicMessages;

/// <summary>
/// The field by which a client leaves the conversation to the server and sends only what is new. It is refused: the session goes by whole
/// histories. The error's details are those at which the client's library sends the whole one.
/// </summary>
internal static class MessagesThread
{
    /// <summary>The field's name.</summary>
    public const string Field = "thread";

    /// <summary>Refuses a request with the field; null and false are none.</summary>
    /// <exception cref="MessageException">The field is there.</exception>
    public static void Refuse(JsonPlace body)
    {
        if (body[Field].Present is { Json.ValueKind: not JsonValueKind.False } thread)
        {
            throw thread.Refusal("is not served: send the whole history in messages.");
        }
    }

    /// <summary>Writes the details of that error; nothing of any other.</summary>
    public static void WriteDetails(Utf8JsonWriter json, FaceError error)
    {
        if (error.Param != Field)
        {
            return;
        }

        json.WriteStartObject("details");
        json.WriteString("error_code", "thread_unsupported_request");
        json.WriteStartArray("unsupported");
        json.WriteStringValue(Field);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
