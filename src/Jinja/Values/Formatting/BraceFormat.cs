using System.Globalization;
using System.Numerics;
using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Values.Formatting;

/// <summary>
/// <c>str.format</c> as the sandbox runs it: Python's string.Formatter, with attributes and items found the sandbox's way.
/// </summary>
/// <remarks>A Markup is formatted by markupsafe's EscapeFormatter: what a field yields is escaped, and a Markup takes no format.</remarks>
internal sealed class BraceFormat(Value[] positional, Func<string, Value?> keyword, bool escapes, RenderState state)
{
    private const int MaxNesting = 2;

    private int _automatic;
    private bool _isManual;

    /// <exception cref="EvaluationFault">A broken field, or one that names nothing.</exception>
    public string Format(string format) => Format(format, MaxNesting);

    private string Format(string format, int nesting)
    {
        if (nesting < 0)
        {
            throw EvaluationFault.Argument("Max string recursion exceeded");
        }

        state.ChargeText(format.Length);
        var result = new StringBuilder();
        var index = 0;
        while (index < format.Length)
        {
            var character = format[index++];
            if (character is not ('{' or '}'))
            {
                result.Append(character);
            }
            else if (index < format.Length && format[index] == character)
            {
                result.Append(character);
                index++;
            }
            else if (character == '}')
            {
                throw EvaluationFault.Argument("Single '}' encountered in format string");
            }
            else
            {
                var text = FormatField(ReadField(format, ref index), nesting);
                state.ChargeText(text.Length);
                state.RequireTextLength(result.Length + (long)text.Length);
                result.Append(text);
            }
        }

        return result.ToString();
    }

    /// <summary>The text up to the brace that closes the field; brackets hide braces.</summary>
    private static string ReadField(string format, ref int index)
    {
        var start = index;
        var depth = 1;
        for (; index < format.Length; index++)
        {
            depth += format[index] == '{' ? 1 : format[index] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return format[start..index++];
            }
        }

        throw EvaluationFault.Argument(start == format.Length
            ? "Single '{' encountered in format string"
            : "expected '}' before end of string");
    }

    private string FormatField(string field, int nesting)
    {
        var nameEnd = NameEnd(field);
        var name = field[..nameEnd];
        var conversion = '\0';
        var rest = field[nameEnd..];
        if (rest.StartsWith('!'))
        {
            conversion = rest.Length > 1 ? rest[1] : throw EvaluationFault.Argument("end of string while looking for conversion specifier");
            rest = rest[2..];
            if (rest.Length > 0 && rest[0] != ':')
            {
                throw EvaluationFault.Argument("expected ':' after conversion specifier");
            }
        }

        var value = Convert(Resolve(name), conversion);
        var spec = rest.Length > 0 ? Format(rest[1..], nesting - 1) : "";
        if (escapes && value is MarkupValue markup)
        {
            return spec.Length == 0 ? markup.Text : throw EvaluationFault.Argument("Unsupported format specification for Markup.");
        }

        var text = ValueFormat.Format(value, spec, state);
        return escapes ? HtmlEscape.Apply(text, state) : text;
    }

    private static int NameEnd(string field)
    {
        var isInBrackets = false;
        for (var index = 0; index < field.Length; index++)
        {
            isInBrackets = field[index] == '[' || (isInBrackets && field[index] != ']');
            if (!isInBrackets && field[index] is '!' or ':')
            {
                return index;
            }

            if (!isInBrackets && field[index] == '{')
            {
                throw EvaluationFault.Argument("unexpected '{' in field name");
            }
        }

        return field.Length;
    }

    private Value Convert(Value value, char conversion) => conversion switch
    {
        '\0' => value,
        's' => new StringValue(value.ToText(state)),
        'r' => new StringValue(value.ToRepr(state)),
        'a' => new StringValue(PercentDirective.ToAscii(value.ToRepr(state))),
        _ => throw EvaluationFault.Argument($"Unknown conversion specifier {conversion}"),
    };

    private Value Resolve(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[');
        var value = First(end < 0 ? name : name[..end]);
        for (var index = end < 0 ? name.Length : end; index < name.Length;)
        {
            value = name[index] switch
            {
                '.' => Access.Attribute(value, ReadAttribute(name, ref index), state),
                '[' => Access.Item(value, ReadIndex(name, ref index), state),
                _ => throw EvaluationFault.Argument("Only '.' or '[' may follow ']' in format field specifier"),
            };
        }

        return value;
    }

    private static string ReadAttribute(string name, ref int index)
    {
        var end = name.AsSpan(index + 1).IndexOfAny('.', '[');
        var attribute = end < 0 ? name[(index + 1)..] : name.Substring(index + 1, end);
        index += attribute.Length + 1;
        return attribute.Length > 0 ? attribute : throw EvaluationFault.Argument("Empty attribute in format string");
    }

    private static Value ReadIndex(string name, ref int index)
    {
        var end = name.IndexOf(']', index);
        if (end < 0)
        {
            throw EvaluationFault.Argument("Missing ']' in format string");
        }

        var key = name[(index + 1)..end];
        index = end + 1;
        return key.Length == 0 ? throw EvaluationFault.Argument("Empty attribute in format string")
            : key.All(char.IsAsciiDigit) ? new IntegerValue(BigInteger.Parse(key, CultureInfo.InvariantCulture))
            : new StringValue(key);
    }

    private Value First(string name)
    {
        if (name.Length == 0)
        {
            return _isManual
                ? throw EvaluationFault.Argument("cannot switch from manual field specification to automatic field numbering")
                : Positional(_automatic++);
        }

        if (!name.All(char.IsAsciiDigit))
        {
            return keyword(name) ?? throw new EvaluationFault(TemplateErrorKind.Lookup, PythonText.Repr(name));
        }

        if (_automatic > 0)
        {
            throw EvaluationFault.Argument("cannot switch from automatic field numbering to manual field specification");
        }

        _isManual = true;
        return int.TryParse(name, out var index)
            ? Positional(index)
            : throw EvaluationFault.Argument("Too many decimal digits in format string");
    }

    private Value Positional(int index) => index < positional.Length
        ? positional[index]
        : throw new EvaluationFault(TemplateErrorKind.Lookup, $"Replacement index {index} out of range for positional args tuple");
}
