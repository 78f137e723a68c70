using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Formatting;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>filesizeformat</c>: a count of bytes for people, in powers of 1000 or of 1024.</summary>
internal static class FileSizeFormatFilter
{
    private static readonly string[] Decimal = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
    private static readonly string[] Binary = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

    public static Builtin Definition { get; } = new("filesizeformat", "value, binary?", static (in call) =>
    {
        var count = NumberConversion.TryFloat(call.Target)
            ?? throw EvaluationFault.Type($"could not convert {call.Target.TypeName} to float");
        return new StringValue(Format(count, call.IsTrue(1) ? 1024 : 1000, call.IsTrue(1) ? Binary : Decimal));
    });

    private static string Format(double count, int radix, string[] units)
    {
        if (count == 1)
        {
            return "1 Byte";
        }

        if (count < radix)
        {
            return $"{Numbers.Truncate(count)} Bytes";
        }

        var unit = (double)radix;
        for (var index = 0; ; index++)
        {
            unit *= radix;
            if (count < unit || index == units.Length - 1)
            {
                return $"{FloatFormat.Format(radix * count / unit, 'f', 1, false)} {units[index]}";
            }
        }
    }
}
