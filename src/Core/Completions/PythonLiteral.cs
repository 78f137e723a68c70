using System.Globalization;
using System.Text;
using Tito.Core.Messages;

namespace Tito.Core.Completions;

/// <summary>Reads a Python literal: what <c>ast.literal_eval</c> takes, as far as JSON has it.</summary>
internal ref struct PythonLiteral
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<char> _text;
    private readonly StringBuilder _json = new();
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The JSON of a literal; null where it is none, or one that JSON has no value for.</summary>
    public static string? ToJson(string text)
    {
        var literal = new PythonLiteral(text);
        return literal.Value(MaxDepth) && literal.IsAtEnd() ? literal._json.ToString() : null;
    }

    /// <summary>The name and the arguments of a call with keywords only, as <c>f(a=1, b="x")</c>; null where it is none.</summary>
    public static (string Name, string Arguments)? ReadCall(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? "" : text[..open].Trim();
        if (name.Length == 0 || !IsName(name))
        {
            return null;
        }

        var literal = new PythonLiteral(text) { _at = open + 1 };
        return literal.Keywords() && literal.IsAtEnd() ? (name, literal._json.ToString()) : null;
    }

    private bool Keywords()
    {
        _json.Append('{');
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!Takes(')'))
        {
            if (names.Count > 0 && !Takes(','))
            {
                return false;
            }

            if (names.Count > 0 && Takes(')'))
            {
                break;
            }

            Skip();
            var length = _text[_at..].IndexOf('=');
            var name = length < 0 ? "" : _text.Slice(_at, length).Trim().ToString();
            if (name.Length == 0 || !IsName(name) || !names.Add(name))
            {
                return false;
            }

            _at += length + 1;
            _json.Append(names.Count > 1 ? ", " : "").Append('"').Append(name).Append("\": ");
            if (!Value(MaxDepth))
            {
                return false;
            }
        }

        _json.Append('}');
        return true;
    }

    private bool Value(int depth)
    {
        Skip();
        return depth > 0 && _at < _text.Length && _text[_at] switch
        {
            '\'' or '"' => String(),
            '[' => List(']', depth),
            '(' => List(')', depth),
            '{' => Dictionary(depth),
            _ => Word(),
        };
    }

    private bool List(char close, int depth)
    {
        _at++;
        _json.Append('[');
        for (var count = 0; !Takes(close); count++)
        {
            if (count > 0)
            {
                if (!Takes(','))
                {
                    return false;
                }

                if (Takes(close))
                {
                    break;
                }

                _json.Append(", ");
            }

            if (!Value(depth - 1))
            {
                return false;
            }
        }

        _json.Append(']');
        return true;
    }

    private bool Dictionary(int depth)
    {
        _at++;
        _json.Append('{');
        for (var count = 0; !Takes('}'); count++)
        {
            if (count > 0)
            {
                if (!Takes(','))
                {
                    return false;
                }

                if (Takes('}'))
                {
                    break;
                }

                _json.Append(", ");
            }

            Skip();
            if (_at >= _text.Length || _text[_at] is not ('\'' or '"') || !String() || !Takes(':'))
            {
                return false;
            }

            _json.Append(": ");
            if (!Value(depth - 1))
            {
                return false;
            }
        }

        _json.Append('}');
        return true;
    }

    private bool String()
    {
        var quote = _text[_at++];
        var value = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (_text[_at] != '\\')
            {
                value.Append(_text[_at]);
                continue;
            }

            if (++_at >= _text.Length || Escaped(_text[_at]) is not { } escaped)
            {
                return false;
            }

            value.Append(escaped);
        }

        if (_at++ >= _text.Length)
        {
            return false;
        }

        _json.Append('"').Append(CanonicalJson.Escape(value.ToString())).Append('"');
        return true;
    }

    private static char? Escaped(char c) => c switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        '\\' or '\'' or '"' => c,
        _ => null, // Python knows more; they do not occur in what templates write.
    };

    private bool Word()
    {
        var end = _at;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '.' or '-' or '+' or '_'))
        {
            end++;
        }

        var word = _text[_at..end].ToString();
        _at = end;
        var json = word switch
        {
            "True" or "true" => "true",
            "False" or "false" => "false",
            "None" or "null" => "null",
            _ => StrictJson.TryParse(word) is { ValueKind: System.Text.Json.JsonValueKind.Number } ? word : null,
        };
        _json.Append(CultureInfo.InvariantCulture, $"{json}");
        return json is not null;
    }

    private bool Takes(char c)
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool IsAtEnd()
    {
        Skip();
        return _at == _text.Length;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private static bool IsName(string text) =>
        !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
}
