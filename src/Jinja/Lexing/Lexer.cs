using System.Collections.Immutable;
using Tito.Jinja.Source;

namespace Tito.Jinja.Lexing;

/// <summary>
/// Cuts a template into tokens the way Jinja2 3.1 does with <c>trim_blocks</c> and <c>lstrip_blocks</c>: the newline after a tag
/// goes, and so does the whitespace before a tag on its own line; <c>-</c> strips all whitespace on its side, <c>+</c> keeps it.
/// </summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private readonly Stack<char> _openBrackets = new();
    private int _position;

    private Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>The tokens, the last of which is <see cref="TokenKind.EndOfTemplate"/>.</summary>
    /// <exception cref="TemplateException">Kind <see cref="TemplateErrorKind.Syntax"/>.</exception>
    public static ImmutableArray<Token> Tokenize(SourceText source)
    {
        var lexer = new Lexer(source);
        while (lexer._position < lexer._text.Length)
        {
            lexer.ReadRoot();
        }

        lexer.Add(TokenKind.EndOfTemplate, "", lexer._text.Length);
        return lexer._tokens.ToImmutable();
    }

    /// <summary>Text up to the next tag, then the tag.</summary>
    private void ReadRoot()
    {
        var start = _position;
        var tag = FindTag(start);
        if (tag < 0)
        {
            AddData(start, _text.Length);
            _position = _text.Length;
            return;
        }

        var type = _text[tag + 1];
        var sign = SignAt(tag + 2);
        AddData(start, StripBefore(start, tag, sign, stripsLine: type != '{'));
        _position = tag + 2 + (sign == '\0' ? 0 : 1);
        switch (type)
        {
            case '#':
                SkipComment(tag);
                break;
            case '{':
                ReadTag(tag, TokenKind.VariableBegin, TokenKind.VariableEnd);
                break;
            default:
                if (!TryReadRaw(tag))
                {
                    ReadTag(tag, TokenKind.BlockBegin, TokenKind.BlockEnd);
                }

                break;
        }
    }

    private int FindTag(int from)
    {
        for (var index = _text.IndexOf('{', from); index >= 0 && index + 1 < _text.Length; index = _text.IndexOf('{', index + 1))
        {
            if (_text[index + 1] is '%' or '{' or '#')
            {
                return index;
            }
        }

        return -1;
    }

    private char SignAt(int index) => index < _text.Length && _text[index] is '-' or '+' ? _text[index] : '\0';

    /// <summary>Where the data before a tag ends once whitespace control has had its way.</summary>
    private int StripBefore(int start, int tag, char sign, bool stripsLine)
    {
        var end = tag;
        while (end > start && PythonText.IsSpace(_text[end - 1]))
        {
            end--;
        }

        if (sign == '-')
        {
            return end;
        }

        if (sign == '+' || !stripsLine)
        {
            return tag;
        }

        // Only whitespace between the line's start and the tag: that whitespace goes. The line may have started in an earlier token.
        var lineStart = tag == start ? start : Math.Max(start, _text.LastIndexOf('\n', tag - 1, tag - start) + 1);
        var startsLine = lineStart > start || start == 0 || _text[start - 1] == '\n';
        return startsLine && end <= lineStart ? lineStart : tag;
    }

    private void SkipComment(int tag)
    {
        var end = _text.IndexOf("#}", _position, StringComparison.Ordinal);
        if (end < 0)
        {
            // Jinja2's failure rule needs a character to fail on: a comment that opens at the very end is none.
            _ = _position == _text.Length ? 0 : throw Fail("Missing end of comment tag", tag, tag + 2);
            return;
        }

        var sign = end > _position ? SignAt(end - 1) : '\0';
        _position = SkipAfter(end + 2, sign);
    }

    /// <summary>After a tag: all whitespace after <c>-</c>, nothing after <c>+</c>, else one newline.</summary>
    private int SkipAfter(int index, char sign)
    {
        if (sign == '-')
        {
            while (index < _text.Length && PythonText.IsSpace(_text[index]))
            {
                index++;
            }

            return index;
        }

        return sign == '\0' && index < _text.Length && _text[index] == '\n' ? index + 1 : index;
    }

    private void AddData(int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new Token(TokenKind.Data, _text[start..end], new SourceSpan(start, end)));
        }
    }

    private void Add(TokenKind kind, string text, int start) => _tokens.Add(new Token(kind, text, new SourceSpan(start, _position)));

    private TemplateException Fail(string detail, int start, int end) =>
        _source.Fail(TemplateErrorKind.Syntax, detail, new SourceSpan(start, end));
}
