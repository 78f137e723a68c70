using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Journals;

/// <summary>
/// The failure of a parked turn as a row keeps it: <c>{"code","message","param","engine_status","engine_code","message_index"}</c>, each of
/// the last four where there is one.
/// </summary>
public static class ParkedFailureJson
{
    /// <summary>UTF-8.</summary>
    public static byte[] Encode(ParkedFailure failure) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Message);
        WriteText(json, "param", failure.Param);
        WriteNumber(json, "engine_status", failure.EngineStatus);
        WriteText(json, "engine_code", failure.EngineCode);
        WriteNumber(json, "message_index", failure.MessageIndex);
        json.WriteEndObject();
    }).ToArray();

    /// <summary>Reads what <see cref="Encode"/> gave.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static ParkedFailure Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var failure = new JsonPlace(StrictJson.Parse(utf8), "", Refuse).Object();
            return new(failure["code"].Text(), failure["message"].Text(), failure["param"].Found?.Text())
            {
                EngineStatus = failure["engine_status"].Found?.Int32(),
                EngineCode = failure["engine_code"].Found?.Text(),
                MessageIndex = failure["message_index"].Found?.Int32(),
            };
        }
        catch (JsonException broken)
        {
            throw new FormatException(broken.Message, broken);
        }
    }

    private static FormatException Refuse(string place, string reason, Exception? cause) => new($"{place} {reason}", cause);

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
