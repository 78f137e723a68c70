using System.Numerics;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>int</c>: the value as an integer, text in a base, 10 by default; else by way of a float; else the default.</summary>
internal static class IntFilter
{
    public static Builtin Definition { get; } = new("int", "value, default?, base?", static (in call) =>
        Convert(call) is { } integer ? new IntegerValue(integer) : call.Find(1) ?? IntegerValue.Of(0));

    private static BigInteger? Convert(in Call call)
    {
        if (call.Target is StringValue text)
        {
            call.State.ChargeText(text.Text.Length);
            if (ReadBase(call) is { } radix && NumberConversion.TryParseInteger(text.Text, radix) is { } parsed)
            {
                return parsed;
            }
        }
        else if (Numbers.TryInteger(call.Target, out var integer))
        {
            return integer;
        }

        return NumberConversion.TryFloat(call.Target) switch
        {
            null => null,
            { } number when double.IsNaN(number) => null,
            { } number => Numbers.Truncate(number),
        };
    }

    /// <summary>Null for a base that raises, which the filter catches.</summary>
    private static int? ReadBase(in Call call) => call.Find(2) switch
    {
        null => 10,
        UndefinedValue => null,
        var given when Numbers.TryInteger(given, out var radix) && radix >= 0 && radix <= 36 => (int)radix,
        _ => null,
    };
}
