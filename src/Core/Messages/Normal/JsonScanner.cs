using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tito.Core.Messages.Normal;

/// <summary>The characters of a JSON text, read from its beginning on: what is no JSON is told, never thrown.</summary>
/// <param name="text">The text.</param>
internal ref struct JsonScanner(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> EndsPlainText =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>How many characters were read.</summary>
    public readonly int Position => _at;

    /// <summary>Whether all were read.</summary>
    public readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>What was read since some position.</summary>
    public readonly ReadOnlySpan<char> Since(int start) => _text[start.._at];

    /// <summary>Whether some characters come next.</summary>
    public readonly bool IsAt(ReadOnlySpan<char> word) => _text[_at..].StartsWith(word);

    /// <summary>Reads some characters if they come next.</summary>
    public bool Skip(ReadOnlySpan<char> word)
    {
        if (!IsAt(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    /// <summary>The text from the quote here to the one that ends it, or null.</summary>
    public string? Quoted()
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
                _text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, null, out var code):
                _at += 4;
                return (char)code;
            default:
                return null;
        }
    }

    /// <summary>Reads digits, and says how many.</summary>
    public int Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        return _at - start;
    }

    /// <summary>Reads white space, and then a character if it comes next.</summary>
    public bool Take(char expected)
    {
        SkipSpace();
        return Skip(expected);
    }

    /// <summary>Reads a character if it comes next.</summary>
    public bool Skip(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Reads white space.</summary>
    public void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    /// <summary>The next character, or NUL at the end, where JSON has none.</summary>
    public readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';
}
