using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>The small JSON columns that rows of turns have from format 2 on. A column without content is empty.</summary>
internal static class TurnColumnsJson
{
    /// <summary><c>{"tools", "arguments"}</c>, each where there is one.</summary>
    public static ReadOnlyMemory<byte> Inputs(TurnInputs inputs) => inputs.IsNone ? default : JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        Write(json, "tools", inputs.Tools);
        Write(json, "arguments", inputs.Arguments);
        json.WriteEndObject();
    });

    /// <summary>The inputs of a column that <see cref="Inputs"/> gave; none of an empty one.</summary>
    public static TurnInputs ReadInputs(ReadOnlyMemory<byte> column) =>
        column.IsEmpty ? TurnInputs.None : ReadInputs(JsonElement.Parse(column.Span));

    private static TurnInputs ReadInputs(JsonElement json) => new(Optional(json, "tools"), Optional(json, "arguments"));

    /// <summary><c>{"stop_token"}</c> or <c>{"stop_text"}</c>.</summary>
    public static ReadOnlyMemory<byte> End(StopMatch? stop) => stop is null ? default : JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        if (stop.TokenId is { } id)
        {
            json.WriteNumber("stop_token", id);
        }

        if (stop.Text is { } text)
        {
            json.WriteString("stop_text", text);
        }

        json.WriteEndObject();
    });

    /// <summary>The end that a column from <see cref="End"/> says; null for an empty column.</summary>
    public static StopMatch? ReadEnd(ReadOnlyMemory<byte> column)
    {
        if (column.IsEmpty)
        {
            return null;
        }

        var json = JsonElement.Parse(column.Span);
        return new(Optional(json, "stop_token")?.GetInt32(), Optional(json, "stop_text")?.GetString());
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { } present)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(CanonicalJson.ToBytes(present), skipInputValidation: true);
        }
    }

    private static JsonElement? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;
}
