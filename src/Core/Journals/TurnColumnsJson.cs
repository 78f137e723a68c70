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

    // Their digest is computed when it is asked for, which is long after the row was read.
    private static TurnInputs ReadInputs(JsonElement json)
    {
        JsonText.RequireValid(json, "inputs");
        return new(Optional(json, "tools"), Optional(json, "arguments"));
    }

    /// <summary><c>{"stop_token", "stop_text", "end", "tokens_after_stop"}</c>, each where there is one.</summary>
    public static ReadOnlyMemory<byte> End(StopMatch? stop, TurnEnd? end) => stop is null && end is null ? default : JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        if (stop?.TokenId is { } id)
        {
            json.WriteNumber("stop_token", id);
        }

        if (stop?.Text is { } text)
        {
            json.WriteString("stop_text", text);
        }

        if (end is not null)
        {
            json.WriteString("end", WireName.Of(end.Kind));
        }

        if (end is { ExtraCount: > 0 })
        {
            json.WriteNumber("tokens_after_stop", end.ExtraCount);
        }

        json.WriteEndObject();
    });

    /// <summary>What a column from <see cref="End"/> says; neither for an empty column.</summary>
    /// <exception cref="FormatException">It names a kind of end that this release does not know.</exception>
    public static (StopMatch? Stop, TurnEnd? End) ReadEnd(ReadOnlyMemory<byte> column)
    {
        if (column.IsEmpty)
        {
            return default;
        }

        var json = JsonElement.Parse(column.Span);
        var (token, text) = (Optional(json, "stop_token")?.GetInt32(), Optional(json, "stop_text")?.GetString());
        return (token is null && text is null ? null : new(token, text), Optional(json, "end")?.GetString() is { } word
            ? new(
                WireName.Find<EndKind>(word) ?? throw new FormatException($"{word} is not a kind of end."),
                Optional(json, "tokens_after_stop")?.GetInt32() ?? 0)
            : null);
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
