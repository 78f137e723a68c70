using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values.Formatting;

/// <summary>Python's printf-style formatting: <c>format % values</c>.</summary>
internal sealed class PercentFormat
{
    private readonly string _format;
    private readonly bool _escapes;
    private readonly RenderState _state;
    private readonly Value _values;
    private readonly Value[] _positional;
    private readonly StringBuilder _result = new();
    private int _index;
    private int _used;

    private PercentFormat(StringValue format, Value values, RenderState state)
    {
        _format = format.Text;
        _escapes = !format.IsPlain;
        _values = values;
        _state = state;
        _positional = values is TupleValue tuple ? tuple.Elements : [values];
    }

    /// <exception cref="EvaluationFault">Too few or too many values, or one of the wrong type.</exception>
    public static StringValue Apply(StringValue format, Value values, RenderState state)
    {
        state.ChargeText(format.Text.Length);
        var formatting = new PercentFormat(format, values, state);
        formatting.Run();
        return format.Like(formatting._result.ToString());
    }

    private void Run()
    {
        while (_index < _format.Length)
        {
            var percent = _format.IndexOf('%', _index);
            if (percent < 0)
            {
                _result.Append(_format, _index, _format.Length - _index);
                break;
            }

            _result.Append(_format, _index, percent - _index);
            _index = percent + 1;
            Append(ReadDirective());
        }

        // What CPython takes for a mapping need not be used up: anything with items, except tuples and strings.
        var isMapping = _values is DictValue or ListValue or RangeValue or UndefinedValue;
        if (!isMapping && _used < _positional.Length)
        {
            throw EvaluationFault.Type("not all arguments converted during string formatting");
        }
    }

    private void Append(string text)
    {
        _state.ChargeText(text.Length);
        _state.RequireTextLength(_result.Length + (long)text.Length);
        _result.Append(text);
    }

    private string ReadDirective()
    {
        var key = At() == '(' ? ReadKey() : null;
        var flags = ReadFlags();
        var width = ReadSize(long.MinValue, long.MaxValue) ?? 0;
        int? precision = null;
        if (At() == '.')
        {
            _index++;
            precision = (int)Math.Max(0, ReadSize(int.MinValue, int.MaxValue) ?? 0);
        }

        if (At() is 'h' or 'l' or 'L')
        {
            _index++;
        }

        var type = _index < _format.Length ? _format[_index++] : throw EvaluationFault.Argument("incomplete format");
        if (type == '%')
        {
            return "%";
        }

        var value = key is null ? NextValue() : Lookup(key);
        // A negative width from the values aligns to the left. In C the least of all stays negative when it is negated, and fills nothing.
        var size = width == long.MinValue ? 0 : (int)Math.Min(Math.Abs(width), int.MaxValue);
        return new PercentDirective(type, width < 0 ? flags + "-" : flags, size, precision, _escapes).Format(value, _state);
    }

    private char At() => _index < _format.Length ? _format[_index] : '\0';

    private string ReadKey()
    {
        var start = ++_index;
        for (var depth = 1; _index < _format.Length; _index++)
        {
            depth += _format[_index] == '(' ? 1 : _format[_index] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return _format[start.._index++];
            }
        }

        throw EvaluationFault.Argument("incomplete format key");
    }

    private string ReadFlags()
    {
        var start = _index;
        while (At() is '-' or '+' or ' ' or '#' or '0')
        {
            _index++;
        }

        return _format[start.._index];
    }

    /// <summary>A width or a precision, or null; <c>*</c> takes it from the values, where it may be negative.</summary>
    private long? ReadSize(long least, long most)
    {
        if (At() == '*')
        {
            _index++;
            if (NextValue() is var wrong && (_escapes || wrong is not (IntegerValue or BooleanValue)))
            {
                throw EvaluationFault.Type($"* wants int, not {wrong.TypeName}");
            }

            _ = Numbers.TryInteger(_positional[_used - 1], out var given);
            return given >= least && given <= most
                ? (long)given
                : throw new EvaluationFault(TemplateErrorKind.Arithmetic, "Python int too large to convert to C");
        }

        var start = _index;
        while (char.IsAsciiDigit(At()))
        {
            _index++;
        }

        if (start == _index)
        {
            return null;
        }

        return int.TryParse(_format.AsSpan(start, _index - start), out var size) ? size : throw EvaluationFault.Argument("width too big");
    }

    private Value NextValue() => _used < _positional.Length
        ? _positional[_used++]
        : throw EvaluationFault.Type("not enough arguments for format string");

    private Value Lookup(string key)
    {
        switch (_values)
        {
            case DictValue dict:
                // The item stands in the place of the values from now on, and is used up at once.
                _used = _positional.Length;
                return dict.Find(key) ?? throw new EvaluationFault(TemplateErrorKind.Lookup, PythonText.Repr(key));
            case UndefinedValue undefined:
                throw undefined.Fault();
            default:
                throw EvaluationFault.Type("format requires a mapping");
        }
    }
}
