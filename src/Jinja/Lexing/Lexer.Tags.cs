using System.Globalization;
using System.Text;
using Tito.Jinja.Source;

namespace Tito.Jinja.Lexing;

/// <summary>The inside of <c>{{ }}</c> and <c>{% %}</c>.</summary>
internal sealed partial class Lexer
{
    private void ReadTag(int tag, TokenKind begin, TokenKind end)
    {
        Add(begin, _text[tag..(tag + 2)], tag);
        while (_position < _text.Length)
        {
            // A closing delimiter inside brackets is read as operators: {{ {'a': {}} }}.
            if (_openBrackets.Count == 0 && TryReadTagEnd(end))
            {
                return;
            }

            if (PythonText.IsSpace(_text[_position]))
            {
                _position++;
            }
            else
            {
                ReadTagToken();
            }
        }

        // The template ends inside the tag; the parser says what it missed.
        _openBrackets.Clear();
    }

    private bool TryReadTagEnd(TokenKind end)
    {
        var start = _position;
        var first = end == TokenKind.BlockEnd ? '%' : '}';
        var sign = SignAt(start);
        if (sign == '+' && end == TokenKind.VariableEnd)
        {
            return false;
        }

        var delimiter = sign == '\0' ? start : start + 1;
        if (delimiter + 1 >= _text.Length || _text[delimiter] != first || _text[delimiter + 1] != '}')
        {
            return false;
        }

        // Only blocks trim the newline after them: a printed value keeps it.
        _position = end == TokenKind.BlockEnd || sign == '-' ? SkipAfter(delimiter + 2, sign) : delimiter + 2;
        _tokens.Add(new Token(end, _text[start..(delimiter + 2)], new SourceSpan(start, delimiter + 2)));
        return true;
    }

    private void ReadTagToken()
    {
        var start = _position;
        var first = _text[start];
        if (char.IsAsciiDigit(first))
        {
            var kind = NumberScanner.Scan(_text, start, out _position);
            Add(kind, _text[start.._position], start);
        }
        else if (NameLength(start) is > 0 and var nameLength)
        {
            ReadName(start, nameLength);
        }
        else if (first is '"' or '\'' && TryFindStringEnd(start, out var stringEnd))
        {
            _position = stringEnd + 1;
            Add(TokenKind.String, StringLiteral.Decode(_source, start + 1, stringEnd), start);
        }
        else if (Operators.TryMatch(_text.AsSpan(start), out var text, out var kind))
        {
            TrackBrackets(text[0], start);
            _position += text.Length;
            Add(kind, text, start);
        }
        else
        {
            var length = char.IsHighSurrogate(first) ? 2 : 1;
            var position = Values.CodePoints.FromUtf16(_text, start);
            throw Fail($"unexpected char {PythonText.Repr(_text.Substring(start, length))} at {position}", start, start + length);
        }
    }

    private void ReadName(int start, int length)
    {
        _position = start + length;
        var name = _text[start.._position];
        if (!IsIdentifier(name))
        {
            throw Fail("Invalid character in identifier", start, _position);
        }

        Add(TokenKind.Name, name, start);
    }

    /// <summary>The run of word characters; Python's <c>\w</c> with the marks that its identifiers may hold.</summary>
    private int NameLength(int start)
    {
        var index = start;
        while (index < _text.Length
            && Rune.DecodeFromUtf16(_text.AsSpan(index), out var rune, out var consumed) == System.Buffers.OperationStatus.Done
            && IsIdentifierPart(rune))
        {
            index += consumed;
        }

        return index - start;
    }

    private static bool IsIdentifierPart(Rune rune) => rune.Value == '_' || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsIdentifier(string name)
    {
        var isFirst = true;
        foreach (var rune in name.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var starts = rune.Value == '_' || Rune.IsLetter(rune) || category == UnicodeCategory.LetterNumber;
            if (isFirst ? !starts : category == UnicodeCategory.OtherNumber)
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private bool TryFindStringEnd(int start, out int end)
    {
        for (end = start + 1; end < _text.Length; end++)
        {
            if (_text[end] == '\\')
            {
                end++;
            }
            else if (_text[end] == _text[start])
            {
                return true;
            }
        }

        return false;
    }

    private void TrackBrackets(char text, int start)
    {
        switch (text)
        {
            case '(':
                _openBrackets.Push(')');
                break;
            case '[':
                _openBrackets.Push(']');
                break;
            case '{':
                _openBrackets.Push('}');
                break;
            case ')' or ']' or '}':
                if (!_openBrackets.TryPop(out var expected))
                {
                    throw Fail($"unexpected '{text}'", start, start + 1);
                }

                if (expected != text)
                {
                    throw Fail($"unexpected '{text}', expected '{expected}'", start, start + 1);
                }

                break;
        }
    }
}
