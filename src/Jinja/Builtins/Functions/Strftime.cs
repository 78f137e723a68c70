using System.Globalization;
using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Builtins.Functions;

/// <summary>
/// Python's <c>datetime.strftime</c> in the C locale for a time without zone: CPython replaces what C does not know, and glibc does the
/// rest (<see cref="StrftimeDirective"/>).
/// </summary>
internal static class Strftime
{
    public static string Format(string format, RenderState state)
    {
        format = WithoutPythonsOwn(format, state);
        var result = new StringBuilder();
        for (var index = 0; index < format.Length;)
        {
            state.Charge(1);
            if (format[index] != '%')
            {
                result.Append(format[index++]);
                continue;
            }

            var directive = StrftimeDirective.Read(format, ref index);
            state.ChargeText(directive.Width);
            state.RequireTextLength(result.Length + (long)directive.Width);
            result.Append(directive.Write(state.Now));
        }

        return result.ToString();
    }

    /// <summary>
    /// CPython's <c>wrap_strftime</c>: microseconds, and the zone that the time has not. It goes from percent sign to percent sign and
    /// passes over the character behind one, so <c>%-f</c> is left to C, and it ends at a NUL.
    /// </summary>
    private static string WithoutPythonsOwn(string format, RenderState state)
    {
        var end = format.IndexOf('\0', StringComparison.Ordinal);
        end = end < 0 ? format.Length : end;
        state.ChargeText(end);
        var microsecond = state.Now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        var result = new StringBuilder(end);
        for (var index = 0; index < end; index++)
        {
            if (format[index] != '%' || index + 1 == end)
            {
                result.Append(format[index]);
                continue;
            }

            _ = format[++index] switch
            {
                'f' => result.Append(CultureInfo.InvariantCulture, $"{microsecond:000000}"),
                'z' or 'Z' => result,
                var other => result.Append('%').Append(other),
            };
        }

        return result.ToString();
    }
}
