using System.Buffers;
using System.Text;

namespace Tito.Core.Messages.Normal;

/// <summary>
/// Reads JSON of a model or a client and writes the form that is the same for equal values: objects by their keys, numbers by value, texts
/// by their characters, lone surrogates among them. What is no JSON is told, never thrown.
/// </summary>
internal ref struct JsonForm
{
    private static readonly SearchValues<char> EndsPlainText =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    private readonly ReadOnlySpan<char> _text;
    private readonly JsonFormRules _rules;
    private readonly FormBytes _form;
    private int _at;

    private JsonForm(ReadOnlySpan<char> text, JsonFormRules rules, FormBytes form)
    {
        _text = text;
        _rules = rules;
        _form = form;
    }

    /// <summary>The first letter of the form: <c>o</c> for an object, <c>a</c> for an array, <c>s</c> for a text.</summary>
    public char Kind { get; private set; }

    /// <summary>The text, where <see cref="Kind"/> is <c>s</c>.</summary>
    public string? TopText { get; private set; }

    /// <summary>How many members or items it has, 0 for a text or a scalar.</summary>
    public int TopCount { get; private set; }

    /// <summary>Whether it is JSON of the standard: no <c>NaN</c> and no <c>Infinity</c>.</summary>
    public bool IsStandard { get; private set; } = true;

    /// <summary>Adds the form of a text that is one JSON value; false, with some bytes added or none, where it is not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rules">What counts as JSON.</param>
    /// <param name="form">Where to.</param>
    /// <param name="read">What is known of the value.</param>
    public static bool TryWrite(ReadOnlySpan<char> text, JsonFormRules rules, FormBytes form, out JsonForm read)
    {
        read = new(text, rules, form);
        if (!read.Value(0))
        {
            return false;
        }

        read.SkipSpace();
        return read._at == text.Length;
    }

    private bool Value(int depth)
    {
        SkipSpace();
        var first = Peek();
        return first switch
        {
            '{' => depth < _rules.MaxDepth && Object(depth + 1),
            '[' => depth < _rules.MaxDepth && Array(depth + 1),
            '"' => String(depth),
            't' => Word("true", 't', depth),
            'f' => Word("false", 'f', depth),
            'n' => Word("null", 'z', depth),
            'N' => Constant("NaN", depth),
            'I' => Constant("Infinity", depth),
            '-' when _text[_at..].StartsWith("-I") => Constant("-Infinity", depth),
            _ => Number(depth),
        };
    }

    private bool Object(int depth)
    {
        var start = Open('o', depth);
        var members = new List<(string Key, int Start, int End)>();
        for (var isFirst = true; !Take('}'); isFirst = false)
        {
            if (!isFirst && !Take(','))
            {
                return false;
            }

            SkipSpace();
            if (Peek() != '"' || Quoted() is not { } key || !Take(':'))
            {
                return false;
            }

            var member = _form.Length;
            _form.Text(key);
            var value = _form.Length;
            if (!Value(depth))
            {
                return false;
            }

            _form.Shorten(value);
            members.Add((key, member - start, _form.Length - start));
        }

        return Close(start, depth, Arrange(members, start));
    }

    /// <summary>Puts members in the order of their keys, each key once: how many there are, or null where none may be repeated.</summary>
    private readonly int? Arrange(List<(string Key, int Start, int End)> members, int start)
    {
        var isOrdered = true;
        for (var i = 1; i < members.Count && isOrdered; i++)
        {
            isOrdered = string.CompareOrdinal(members[i - 1].Key, members[i].Key) < 0;
        }

        if (isOrdered)
        {
            return members.Count;
        }

        var last = new SortedDictionary<string, Range>(StringComparer.Ordinal);
        foreach (var (key, from, to) in members)
        {
            last[key] = from..to;
        }

        if (last.Count < members.Count && !_rules.TakesRepeatedKeys)
        {
            return null;
        }

        _form.Rearrange(start, last.Values.Prepend(..(sizeof(byte) + sizeof(int))));
        return last.Count;
    }

    private bool Array(int depth)
    {
        var start = Open('a', depth);
        var count = 0;
        for (; !Take(']'); count++)
        {
            if ((count > 0 && !Take(',')) || !Value(depth))
            {
                return false;
            }
        }

        return Close(start, depth, count);
    }

    private int Open(char tag, int depth)
    {
        _at++;
        var start = _form.Length;
        Begin(tag, depth - 1);
        _form.Count(0);
        return start;
    }

    private bool Close(int start, int depth, int? count)
    {
        if (count is not { } known)
        {
            return false;
        }

        _form.SetCount(start + 1, known);
        TopCount = depth == 1 ? known : TopCount;
        return true;
    }

    private bool String(int depth)
    {
        if (Quoted() is not { } text)
        {
            return false;
        }

        Begin('s', depth);
        _form.Text(text);
        TopText = depth == 0 ? text : TopText;
        return true;
    }

    private bool Word(ReadOnlySpan<char> word, char tag, int depth)
    {
        if (!_text[_at..].StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        Begin(tag, depth);
        return true;
    }

    private bool Constant(ReadOnlySpan<char> word, int depth)
    {
        IsStandard = false;
        if (!_rules.TakesConstants || !Word(word, 'c', depth))
        {
            return false;
        }

        _form.Text(word);
        return true;
    }

    private bool Number(int depth)
    {
        var start = _at;
        _ = Skip('-');
        var whole = Digits();
        if (whole == 0 || (whole > 1 && _text[_at - whole] == '0') || (Skip('.') && Digits() == 0))
        {
            return false;
        }

        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            if (Digits() == 0)
            {
                return false;
            }
        }

        Begin('n', depth);
        _form.Text(NumberForm.Of(_text[start.._at], _rules.ExactNumbers));
        return true;
    }

    /// <summary>The text from the quote here to the one that ends it, or null.</summary>
    private string? Quoted()
    {
        StringBuilder? text = null;
        for (_at++; ;)
        {
            var length = _text[_at..].IndexOfAny(EndsPlainText);
            if (length < 0)
            {
                return null;
            }

            var plain = _text.Slice(_at, length);
            _at += length + 1;
            switch (_text[_at - 1])
            {
                case '"':
                    return text is null ? plain.ToString() : text.Append(plain).ToString();
                case '\\' when Escape() is { } character:
                    text = (text ?? new()).Append(plain).Append(character);
                    break;
                default:
                    return null;
            }
        }
    }

    private char? Escape()
    {
        var letter = Peek();
        _at++;
        switch (letter)
        {
            case '"' or '\\' or '/':
                return letter;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _text.Length - _at >= 4 && ushort.TryParse(
                _text.Slice(_at, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code):
                _at += 4;
                return (char)code;
            default:
                return null;
        }
    }

    private void Begin(char tag, int depth)
    {
        _form.Tag(tag);
        Kind = depth == 0 ? tag : Kind;
    }

    private int Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        return _at - start;
    }

    private bool Take(char expected)
    {
        SkipSpace();
        return Skip(expected);
    }

    private bool Skip(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    /// <summary>The next character, or NUL at the end, where JSON has none.</summary>
    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';
}
