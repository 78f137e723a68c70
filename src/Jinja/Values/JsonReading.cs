using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Tito.Jinja.Values;

/// <summary>JSON to values with the number rules of Python's <c>json.loads</c>.</summary>
internal static class JsonReading
{
    public static Value Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => NoneValue.Instance,
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        JsonValueKind.String => new StringValue(ReadText(json)),
        JsonValueKind.Number => ReadNumber(json.GetRawText()),
        JsonValueKind.Array => ReadArray(json),
        JsonValueKind.Object => ReadObject(json),
        _ => throw new ArgumentException("There is no JSON value to read.", nameof(json)),
    };

    /// <summary>"-?(0|[1-9]\d*)" without fraction and exponent is an int, everything else a float; 1e400 is inf, as in Python.</summary>
    private static Value ReadNumber(string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
        {
            return new FloatValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return text.Length - (text[0] == '-' ? 1 : 0) <= IntegerValue.MaxDigits
            ? new IntegerValue(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new ArgumentException($"An integer has more than {IntegerValue.MaxDigits} digits.", nameof(text));
    }

    private static string ReadText(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException("A string holds a lone surrogate, which is no Unicode character.", nameof(json), exception);
        }
    }

    private static ListValue ReadArray(JsonElement json)
    {
        var items = new Value[json.GetArrayLength()];
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            items[index++] = Read(item);
        }

        return new ListValue(items);
    }

    private static DictValue ReadObject(JsonElement json)
    {
        var builder = new DictBuilder();
        foreach (var property in json.EnumerateObject())
        {
            builder.Set(new StringValue(ReadName(property)), Read(property.Value));
        }

        return builder.ToDict();
    }

    private static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException("A key holds a lone surrogate, which is no Unicode character.", nameof(property), exception);
        }
    }
}
