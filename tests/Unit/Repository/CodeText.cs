namespace Tito.Tests.Unit.Repository;

/// <summary>Blanks what is not code in a C# source, so that a pattern cannot match inside a comment or a literal.</summary>
/// <remarks>Every blanked character becomes a space and line breaks stay, so an index means the same place in both texts.</remarks>
internal sealed class CodeText
{
    private readonly string _source;
    private readonly char[] _code;
    private int _position;

    private CodeText(string source) => (_source, _code) = (source, source.ToCharArray());

    internal static string WithoutCommentsAndLiterals(string source)
    {
        var text = new CodeText(source);
        text.ScanCode(insideHole: false);
        return new string(text._code);
    }

    /// <summary>Scans to the end, or inside an interpolation to the brace that closes it.</summary>
    private void ScanCode(bool insideHole)
    {
        for (var depth = 0; _position < _source.Length;)
        {
            var start = _position;
            switch (_source[_position])
            {
                case '#' when AtLineStart():
                    _position = IndexAfter("\n");
                    break;
                case '/' when Next("//"):
                    _position = IndexAfter("\n") - 1;
                    Blank(start);
                    break;
                case '/' when Next("/*"):
                    _position = IndexAfter("*/");
                    Blank(start);
                    break;
                case '\'':
                    SkipCharacter();
                    Blank(start);
                    break;
                case '"' or '$' or '@' when StringStart() is { } quote:
                    SkipString(quote);
                    Blank(start);
                    break;
                case '}' when insideHole && depth == 0:
                    return;
                default:
                    depth += _source[_position] switch { '{' => 1, '}' => -1, _ => 0 };
                    _position++;
                    break;
            }
        }
    }

    /// <summary>The index of the first quote when a string literal begins here, else null.</summary>
    private int? StringStart()
    {
        var index = _position;
        while (index < _source.Length && _source[index] is '$' or '@')
        {
            index++;
        }

        return index < _source.Length && _source[index] == '"' ? index : null;
    }

    private void SkipString(int quote)
    {
        var prefix = _source[_position..quote];
        var dollars = prefix.Count(character => character == '$');
        var quotes = RunLength(quote, '"');
        var isVerbatim = prefix.Contains('@', StringComparison.Ordinal);
        var isRaw = quotes >= 3 && !isVerbatim;
        var closing = isRaw ? quotes : 1;
        _position = quote + closing;
        while (_position < _source.Length)
        {
            var run = RunLength(_position, _source[_position]);
            switch (_source[_position])
            {
                case '"' when isVerbatim && run >= 2:
                case '\\' when !isVerbatim && !isRaw:
                case '{' when dollars == 1 && !isRaw && run >= 2:
                    _position += 2;
                    break;
                case '"' when run >= closing:
                    _position += isRaw ? run : 1;
                    return;
                case '{' when dollars > 0 && run >= dollars:
                    _position += run;
                    ScanCode(insideHole: true);
                    _position += dollars;
                    break;
                default:
                    _position++;
                    break;
            }
        }
    }

    private void SkipCharacter()
    {
        var length = _source.AsSpan(_position) switch
        {
            ['\'', '\\', _, .. var rest] => 3 + rest.IndexOf('\'') + 1,
            ['\'', _, '\'', ..] => 3,
            _ => 1,
        };
        _position += length;
    }

    private int RunLength(int index, char character)
    {
        var end = index;
        while (end < _source.Length && _source[end] == character)
        {
            end++;
        }

        return end - index;
    }

    private bool AtLineStart() => string.IsNullOrWhiteSpace(_source[(_source.LastIndexOf('\n', _position) + 1).._position]);

    private bool Next(string text) => _source.AsSpan(_position).StartsWith(text, StringComparison.Ordinal);

    private int IndexAfter(string text) =>
        _source.IndexOf(text, _position, StringComparison.Ordinal) is var index and >= 0 ? index + text.Length : _source.Length;

    private void Blank(int start)
    {
        foreach (ref var character in _code.AsSpan(start, Math.Min(_position, _code.Length) - start))
        {
            character = character == '\n' ? '\n' : ' ';
        }
    }
}
