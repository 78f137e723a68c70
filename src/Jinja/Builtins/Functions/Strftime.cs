using System.Globalization;
using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>
/// <c>strftime</c> in the C locale for a time without zone, as glibc writes it: the directives of C99 and the flags <c>-</c>, <c>_</c>,
/// <c>0</c>, <c>^</c>.
/// </summary>
internal static class Strftime
{
    public static string Format(string format, RenderState state)
    {
        var result = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            state.Charge(1);
            if (format[index] != '%' || index + 1 == format.Length)
            {
                result.Append(format[index]);
                continue;
            }

            var flag = format[index + 1] is '-' or '_' or '0' or '^' && index + 2 < format.Length ? format[++index] : '\0';
            index++;
            result.Append(Apply(format[index], flag, state.Now));
        }

        return result.ToString();
    }

    private static string Apply(char directive, char flag, DateTimeOffset now)
    {
        var text = directive switch
        {
            'd' => Number(now.Day, 2, '0', flag),
            'e' => Number(now.Day, 2, ' ', flag),
            'm' => Number(now.Month, 2, '0', flag),
            'y' => Number(now.Year % 100, 2, '0', flag),
            'C' => Number(now.Year / 100, 2, '0', flag),
            'Y' => Number(now.Year, 1, '0', flag),
            'H' => Number(now.Hour, 2, '0', flag),
            'k' => Number(now.Hour, 2, ' ', flag),
            'I' => Number(HourOfHalfDay(now), 2, '0', flag),
            'l' => Number(HourOfHalfDay(now), 2, ' ', flag),
            'M' => Number(now.Minute, 2, '0', flag),
            'S' => Number(now.Second, 2, '0', flag),
            'f' => Number((int)(now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), 6, '0', '\0'),
            'j' => Number(now.DayOfYear, 3, '0', flag),
            'u' => Number(now.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)now.DayOfWeek, 1, '0', flag),
            'w' => Number((int)now.DayOfWeek, 1, '0', flag),
            'U' => Number((now.DayOfYear + 6 - (int)now.DayOfWeek) / 7, 2, '0', flag),
            'W' => Number((now.DayOfYear + 6 - (((int)now.DayOfWeek + 6) % 7)) / 7, 2, '0', flag),
            'V' => Number(ISOWeek.GetWeekOfYear(now.DateTime), 2, '0', flag),
            'G' => Number(ISOWeek.GetYear(now.DateTime), 1, '0', flag),
            'g' => Number(ISOWeek.GetYear(now.DateTime) % 100, 2, '0', flag),
            _ => Words(directive, now) ?? (flag == '\0' ? $"%{directive}" : $"%{flag}{directive}"),
        };
        return flag == '^' ? text.ToUpperInvariant() : text;
    }

    private static string? Words(char directive, DateTimeOffset now)
    {
        var format = directive switch
        {
            'a' => "ddd",
            'A' => "dddd",
            'b' or 'h' => "MMM",
            'B' => "MMMM",
            'p' => "tt",
            'D' or 'x' => "MM'/'dd'/'yy",
            'F' => "yyyy'-'MM'-'dd",
            'T' or 'X' => "HH':'mm':'ss",
            'R' => "HH':'mm",
            'r' => "hh':'mm':'ss tt",
            _ => null,
        };
        return format is not null
            ? now.DateTime.ToString(format, CultureInfo.InvariantCulture)
            : directive switch
            {
                'c' => $"{Words('a', now)} {Words('b', now)} {Number(now.Day, 2, ' ', '\0')} {Words('T', now)} {now.Year}",
                'P' => now.Hour < 12 ? "am" : "pm",
                'n' => "\n",
                't' => "\t",
                '%' => "%",
                'z' or 'Z' => "",
                _ => null,
            };
    }

    private static int HourOfHalfDay(DateTimeOffset now) => now.Hour % 12 == 0 ? 12 : now.Hour % 12;

    private static string Number(int value, int width, char padding, char flag)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return flag == '-' ? digits : digits.PadLeft(width, flag switch { '_' => ' ', '0' => '0', _ => padding });
    }
}
