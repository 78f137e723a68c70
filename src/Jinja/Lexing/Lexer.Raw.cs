namespace Tito.Jinja.Lexing;

/// <summary>The raw block, which is the lexer's affair: nothing inside it is a tag.</summary>
internal sealed partial class Lexer
{
    /// <summary>Reads <c>{% raw %}…{% endraw %}</c> as one piece of data when that is what stands at the position.</summary>
    private bool TryReadRaw(int tag)
    {
        if (!TryMatchKeyword(_position, "raw", out var end) || !TryMatchRawBegin(end, out var bodyStart))
        {
            return false;
        }

        for (var close = _text.IndexOf("{%", bodyStart, StringComparison.Ordinal);
            close >= 0;
            close = _text.IndexOf("{%", close + 1, StringComparison.Ordinal))
        {
            var sign = SignAt(close + 2);
            if (TryMatchKeyword(close + 2 + (sign == '\0' ? 0 : 1), "endraw", out end) && TryMatchBlockEnd(end, out var behind))
            {
                AddData(bodyStart, StripBefore(bodyStart, close, sign, stripsLine: true));
                _position = behind;
                return true;
            }
        }

        // Jinja2's failure rule needs a character to fail on: a raw block that opens at the very end is empty.
        _position = bodyStart;
        return bodyStart == _text.Length ? true : throw Fail("Missing end of raw directive", tag, end);
    }

    private bool TryMatchKeyword(int index, string keyword, out int end)
    {
        var start = SkipSpace(index);
        end = start + keyword.Length;
        if (string.CompareOrdinal(_text, start, keyword, 0, keyword.Length) != 0)
        {
            return false;
        }

        end = SkipSpace(end);
        return true;
    }

    /// <summary>The end of <c>{% raw %}</c> keeps the newline after it, unlike every other tag.</summary>
    private bool TryMatchRawBegin(int index, out int behind)
    {
        var dash = SignAt(index) == '-';
        behind = index + (dash ? 3 : 2);
        if (string.CompareOrdinal(_text, dash ? index + 1 : index, "%}", 0, 2) != 0)
        {
            return false;
        }

        behind = dash ? SkipSpace(behind) : behind;
        return true;
    }

    private bool TryMatchBlockEnd(int index, out int behind)
    {
        var sign = SignAt(index);
        var brace = sign == '\0' ? index : index + 1;
        behind = brace + 2;
        if (string.CompareOrdinal(_text, brace, "%}", 0, 2) != 0)
        {
            return false;
        }

        behind = SkipAfter(behind, sign);
        return true;
    }

    private int SkipSpace(int index)
    {
        while (index < _text.Length && PythonText.IsSpace(_text[index]))
        {
            index++;
        }

        return index;
    }
}
