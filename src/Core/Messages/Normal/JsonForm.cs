namespace Tito.Core.Messages.Normal;

/// <summary>
/// Reads JSON of a model or a client and writes the form that is the same for equal values: objects by their keys, numbers by value, texts
/// by their characters, lone surrogates among them. What is no JSON is told, never thrown.
/// </summary>
internal ref struct JsonForm
{
    private readonly JsonFormRules _rules;
    private readonly FormBytes _form;
    private JsonScanner _json;

    private JsonForm(ReadOnlySpan<char> text, JsonFormRules rules, FormBytes form)
    {
        _json = new(text);
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

        read._json.SkipSpace();
        return read._json.IsAtEnd;
    }

    private bool Value(int depth)
    {
        _json.SkipSpace();
        var first = _json.Peek();
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
            '-' when _json.IsAt("-I") => Constant("-Infinity", depth),
            _ => Number(depth),
        };
    }

    private bool Object(int depth)
    {
        var start = Open('o', depth);
        var members = new List<(string Key, int Start, int End)>();
        for (var isFirst = true; !_json.Take('}'); isFirst = false)
        {
            if (!isFirst && !_json.Take(','))
            {
                return false;
            }

            _json.SkipSpace();
            if (_json.Peek() != '"' || _json.Quoted() is not { } key || !_json.Take(':'))
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
        for (; !_json.Take(']'); count++)
        {
            if ((count > 0 && !_json.Take(',')) || !Value(depth))
            {
                return false;
            }
        }

        return Close(start, depth, count);
    }

    private int Open(char tag, int depth)
    {
        _ = _json.Skip(_json.Peek());
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
        if (_json.Quoted() is not { } text)
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
        if (!_json.Skip(word))
        {
            return false;
        }

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
        var start = _json.Position;
        _ = _json.Skip('-');
        var startsWithZero = _json.Peek() == '0';
        var whole = _json.Digits();
        if (whole == 0 || (whole > 1 && startsWithZero) || (_json.Skip('.') && _json.Digits() == 0))
        {
            return false;
        }

        if (_json.Skip('e') || _json.Skip('E'))
        {
            _ = _json.Skip('+') || _json.Skip('-');
            if (_json.Digits() == 0)
            {
                return false;
            }
        }

        Begin('n', depth);
        _form.Text(NumberForm.Of(_json.Since(start), _rules.ExactNumbers));
        return true;
    }

    private void Begin(char tag, int depth)
    {
        _form.Tag(tag);
        Kind = depth == 0 ? tag : Kind;
    }
}
