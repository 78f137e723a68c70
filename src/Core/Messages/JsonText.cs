using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Tito.Core.Messages;

/// <summary>Checks of JSON that came from outside.</summary>
public static class JsonText
{
    /// <summary>The kind of a value in the words of the JSON standard.</summary>
    public static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "nothing",
    };

    /// <summary>
    /// Refuses text, of values and of keys, with a lone surrogate or bytes that UTF-8 does not have: no tokenizer can carry it.
    /// </summary>
    /// <param name="json">Any value.</param>
    /// <param name="param">Its place, for the error; empty for a whole body.</param>
    /// <exception cref="MessageException">Names the place.</exception>
    public static void RequireValid(JsonElement json, string param) => RequireValid(json, param, isSpared: null);

    /// <summary>The same, except of texts that are taken as they are spelled and never decoded: an escape is plain letters there.</summary>
    /// <param name="json">Any value.</param>
    /// <param name="param">Its place, for the error; empty for a whole body.</param>
    /// <param name="isSpared">Says by its place whether a text is taken so; null for none. Keys never are.</param>
    /// <exception cref="MessageException">Names the place.</exception>
    public static void RequireValid(JsonElement json, string param, Func<string, bool>? isSpared)
    {
        if (!IsPlain(json))
        {
            Walk(json, param, isSpared);
        }
    }

    /// <summary>
    /// Whether one look shows that no text in a value has a lone surrogate: only an escape can spell one, because valid UTF-8
    /// has none.
    /// </summary>
    internal static bool IsPlain(JsonElement json)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(json);
        return Utf8.IsValid(utf8) && utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0;
    }

    private static void Walk(JsonElement json, string param, Func<string, bool>? isSpared)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when isSpared is not null && isSpared(param) && Utf8.IsValid(JsonMarshal.GetRawUtf8Value(json)):
                break;
            case JsonValueKind.String:
                RequireValidString(json.GetString, param);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Walk(item, $"{param}[{index++}]", isSpared);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    RequireValidString(() => property.Name, param);
                    Walk(property.Value, param.Length == 0 ? property.Name : $"{param}.{property.Name}", isSpared);
                }

                break;
        }
    }

    private static void RequireValidString(Func<string?> read, string param)
    {
        try
        {
            _ = read();
        }
        catch (InvalidOperationException)
        {
            throw new MessageException(param, "holds a lone surrogate, or bytes that are not UTF-8.");
        }
    }
}
