using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Tito.Jinja.Values;

/// <summary>
/// Reads JSON text as Python's <c>json.loads</c> does, where it takes more than the standard: <c>NaN</c>, <c>Infinity</c> and
/// <c>-Infinity</c>, lone surrogates, and values as deep as Python's stack.
/// </summary>
internal sealed class PythonJson
{
    /// <summary>
    /// How deep arrays and objects may nest. Python ends at its recursion limit of 1,000, less what is on its stack already.
    /// </summary>
    private const int MaxDepth = 960;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonJson(string text) => _text = text;

    /// <summary>The value of a text, or null where Python raises.</summary>
    public static Value? TryRead(string text)
    {
        var reader = new PythonJson(text);
        try
        {
            var value = reader.ReadValue();
            reader.SkipBlanks();
            return reader._at == text.Length ? value : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private Value ReadValue()
    {
        SkipBlanks();
        return Current switch
        {
            '"' => new StringValue(ReadString()),
            '{' => Nested(ReadObject),
            '[' => Nested(ReadArray),
            _ => Word("null", NoneValue.Instance) ?? Word("true", BooleanValue.True) ?? Word("false", BooleanValue.False)
                ?? Word("NaN", new FloatValue(double.NaN)) ?? Word("Infinity", new FloatValue(double.PositiveInfinity))
                ?? Word("-Infinity", new FloatValue(double.NegativeInfinity)) ?? ReadNumber(),
        };
    }

    private Value Nested(Func<Value> read)
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException();
        }

        _at++;
        SkipBlanks();
        var value = read();
        _depth--;
        return value;
    }

    private ListValue ReadArray()
    {
        var items = new List<Value>();
        if (!Skip(']'))
        {
            do
            {
                items.Add(ReadValue());
                SkipBlanks();
            }
            while (Skip(','));
            Require(']');
        }

        return new ListValue([.. items]);
    }

    private DictValue ReadObject()
    {
        var entries = new DictBuilder();
        if (!Skip('}'))
        {
            do
            {
                SkipBlanks();
                var key = new StringValue(Current == '"' ? ReadString() : throw new FormatException());
                SkipBlanks();
                Require(':');
                entries.Set(key, ReadValue());
                SkipBlanks();
            }
            while (Skip(','));
            Require('}');
        }

        return entries.ToDict();
    }

    /// <summary>"-?(0|[1-9]\d*)" without fraction and exponent is an int, everything else a float; 1e400 is inf.</summary>
    private Value ReadNumber()
    {
        var start = _at;
        Skip('-');
        var digits = _at;
        if (!Skip('0'))
        {
            SkipDigits();
        }

        var count = _at - digits;
        var isFloat = SkipFraction() | SkipExponent();
        var text = _text.AsSpan(start, _at - start);
        return count == 0 ? throw new FormatException()
            : isFloat ? new FloatValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))
            : count <= IntegerValue.MaxDigits
                ? new IntegerValue(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : throw new FormatException();
    }

    private bool SkipFraction() => SkipPart(() => Skip('.'));

    private bool SkipExponent() => SkipPart(() => (Skip('e') || Skip('E')) && (Skip('+') || Skip('-') || true));

    /// <summary>Skips an opening and the digits after it, or nothing where no digit follows.</summary>
    private bool SkipPart(Func<bool> skipOpening)
    {
        var start = _at;
        if (skipOpening() && SkipDigits())
        {
            return true;
        }

        _at = start;
        return false;
    }

    private bool SkipDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current))
        {
            _at++;
        }

        return _at > start;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        for (_at++; Current != '"'; _at++)
        {
            if (Current < ' ')
            {
                throw new FormatException();
            }

            text.Append(Current == '\\' ? ReadEscape() : Current);
        }

        _at++;
        return text.ToString();
    }

    /// <summary>What follows a backslash; its last character stays the current one.</summary>
    private char ReadEscape()
    {
        _at++;
        return Current switch
        {
            '"' or '\\' or '/' => Current,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadUnit(),
            _ => throw new FormatException(),
        };
    }

    /// <summary>The unit of four hexadecimal digits; those of a pair meet in UTF-16 by themselves.</summary>
    private char ReadUnit()
    {
        var digits = _text.AsSpan(_at + 1, Math.Min(4, _text.Length - _at - 1));
        if (digits.Length < 4 || digits.ContainsAnyExcept(HexDigits))
        {
            throw new FormatException();
        }

        _at += 4;
        return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private Value? Word(string word, Value value)
    {
        if (!_text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
        {
            return null;
        }

        _at += word.Length;
        return value;
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private bool Skip(char character)
    {
        if (Current != character || _at >= _text.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Require(char character)
    {
        if (!Skip(character))
        {
            throw new FormatException();
        }
    }
}
