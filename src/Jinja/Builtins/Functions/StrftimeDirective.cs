using System.Globalization;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>
/// One directive as glibc 2.36 writes it: <c>%</c>, the flags <c>_-0^#</c> in any order, a width, <c>E</c> or <c>O</c> (which change
/// nothing in the C locale), and a letter.
/// </summary>
/// <param name="Text">The directive as it stands: what glibc does not know, it writes out.</param>
/// <param name="Padding">The last of the flags <c>_-0</c>, or NUL.</param>
/// <param name="IsUpper">The flag <c>^</c>.</param>
/// <param name="ChangesCase">The flag <c>#</c>.</param>
/// <param name="Width">The least number of characters.</param>
/// <param name="Modifier"><c>E</c>, <c>O</c>, or NUL.</param>
/// <param name="Letter">What is to be written, or NUL at the end of the format.</param>
internal readonly record struct StrftimeDirective(
    string Text, char Padding, bool IsUpper, bool ChangesCase, int Width, char Modifier, char Letter)
{
    /// <summary>CPython gives up, and says nothing, on a text 256 times as long as its format; three digits never come to that.</summary>
    private const int MaxWidth = 999;

    private const string WithoutE = "ABDFGHIMSUVWabdeghjklmw";

    private const string WithoutO = "ADFXYacx";

    private bool IsKnown => !(Modifier switch { 'E' => WithoutE, 'O' => WithoutO, _ => "" }).Contains(Letter, StringComparison.Ordinal);

    /// <summary>Reads the directive that begins at a percent sign.</summary>
    /// <exception cref="EvaluationFault">It is one that COMPATIBILITY.md lists.</exception>
    public static StrftimeDirective Read(string format, ref int index)
    {
        var start = index++;
        var (padding, isUpper, changesCase, width) = ('\0', false, false, 0);
        for (; At(format, index) is '_' or '-' or '0' or '^' or '#'; index++)
        {
            isUpper |= format[index] == '^';
            changesCase |= format[index] == '#';
            padding = format[index] is '^' or '#' ? padding : format[index];
        }

        for (; char.IsAsciiDigit(At(format, index)); index++)
        {
            width = (width * 10) + format[index] - '0';
            if (width > MaxWidth)
            {
                throw Unsupported($"a width of more than {MaxWidth} is not supported");
            }
        }

        var modifier = At(format, index) is 'E' or 'O' ? format[index++] : '\0';
        var letter = At(format, index);
        index = Math.Min(index + 1, format.Length);
        return letter == 's'
            ? throw Unsupported("the directive 's' depends on the machine's zone and is not supported")
            : new(format[start..index], padding, isUpper, changesCase, width, modifier, letter);
    }

    /// <summary>The directive's text at a time.</summary>
    public string Write(DateTimeOffset now)
    {
        // Of a time without a zone, not even the width is written.
        if (Letter == 'z')
        {
            return "";
        }

        var text = IsKnown ? Number(now) ?? Words(now) ?? Text : Text;
        return Cased(text).PadLeft(Width, Padding == '0' ? '0' : ' ');
    }

    private static EvaluationFault Unsupported(string reason) => new(TemplateErrorKind.Unsupported, $"strftime: {reason}");

    private static char At(string format, int index) => index < format.Length ? format[index] : '\0';

    private string Cased(string text)
    {
        // "#" turns to the other case. glibc looks at it before it refuses E with a short month.
        var turns = ChangesCase && (IsKnown || Letter is 'b' or 'h');
        return Letter switch
        {
            'P' => text.ToLowerInvariant(),
            'p' when turns => text.ToLowerInvariant(),
            'a' or 'A' or 'b' or 'B' or 'h' when turns => text.ToUpperInvariant(),
            _ => IsUpper ? text.ToUpperInvariant() : text,
        };
    }

    private string? Number(DateTimeOffset now)
    {
        (int Value, int Digits, char Padding)? number = Letter switch
        {
            'd' => (now.Day, 2, '0'),
            'e' => (now.Day, 2, ' '),
            'm' => (now.Month, 2, '0'),
            'y' => (now.Year % 100, 2, '0'),
            'C' => (now.Year / 100, 2, '0'),
            'Y' => (now.Year, 1, '0'),
            'H' => (now.Hour, 2, '0'),
            'k' => (now.Hour, 2, ' '),
            'I' => (HourOfHalfDay(now), 2, '0'),
            'l' => (HourOfHalfDay(now), 2, ' '),
            'M' => (now.Minute, 2, '0'),
            'S' => (now.Second, 2, '0'),
            'j' => (now.DayOfYear, 3, '0'),
            'u' => (now.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)now.DayOfWeek, 1, '0'),
            'w' => ((int)now.DayOfWeek, 1, '0'),
            'U' => ((now.DayOfYear + 6 - (int)now.DayOfWeek) / 7, 2, '0'),
            'W' => ((now.DayOfYear + 6 - (((int)now.DayOfWeek + 6) % 7)) / 7, 2, '0'),
            'V' => (ISOWeek.GetWeekOfYear(now.DateTime), 2, '0'),
            'G' => (ISOWeek.GetYear(now.DateTime), 1, '0'),
            'g' => (ISOWeek.GetYear(now.DateTime) % 100, 2, '0'),
            _ => null,
        };
        if (number is not var (value, digits, own))
        {
            return null;
        }

        var text = value.ToString(CultureInfo.InvariantCulture);
        return Padding == '-' ? text : text.PadLeft(Math.Max(digits, Width), Padding switch { '_' => ' ', '0' => '0', _ => own });
    }

    private string? Words(DateTimeOffset now)
    {
        var format = Letter switch
        {
            'a' => "ddd",
            'A' => "dddd",
            'b' or 'h' => "MMM",
            'B' => "MMMM",
            'p' or 'P' => "tt",
            'c' => $"ddd MMM '{now.Day,2}' HH':'mm':'ss yyyy",
            'D' or 'x' => "MM'/'dd'/'yy",
            'F' => "yyyy'-'MM'-'dd",
            'T' or 'X' => "HH':'mm':'ss",
            'R' => "HH':'mm",
            'r' => "hh':'mm':'ss tt",
            _ => null,
        };
        return format is not null
            ? now.DateTime.ToString(format, CultureInfo.InvariantCulture)
            : Letter switch { 'n' => "\n", 't' => "\t", '%' => "%", 'Z' => "", _ => null };
    }

    private static int HourOfHalfDay(DateTimeOffset now) => now.Hour % 12 == 0 ? 12 : now.Hour % 12;
}
