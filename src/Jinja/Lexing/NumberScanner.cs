namespace Tito.Jinja.Lexing;

/// <summary>
/// The number patterns of Jinja2 3.1: <c>0b…</c>, <c>0o…</c>, <c>0x…</c>, decimals without leading zero, floats with a fraction or an
/// exponent; single underscores between digits.
/// </summary>
internal static class NumberScanner
{
    public static TokenKind Scan(string text, int start, out int end)
    {
        // "(?<!\.)": what follows a dot is an item number, so a.0.1 reads as a, 0, 1.
        if ((start == 0 || text[start - 1] != '.') && TryScanFloat(text, start, out end))
        {
            return TokenKind.Float;
        }

        end = ScanInteger(text, start);
        return TokenKind.Integer;
    }

    private static bool TryScanFloat(string text, int start, out int end)
    {
        end = ScanDigits(text, start);
        var hasFraction = end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]);
        if (hasFraction)
        {
            end = ScanDigits(text, end + 1);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                end = ScanDigits(text, digits);
                return true;
            }
        }

        return hasFraction;
    }

    private static int ScanDigits(string text, int start) => ScanRun(text, start, static c => char.IsAsciiDigit(c));

    private static int ScanInteger(string text, int start)
    {
        if (text[start] != '0')
        {
            return ScanDigits(text, start);
        }

        Func<char, bool>? isDigit = start + 1 >= text.Length ? null : text[start + 1] switch
        {
            'b' or 'B' => static c => c is '0' or '1',
            'o' or 'O' => static c => c is >= '0' and <= '7',
            'x' or 'X' => char.IsAsciiHexDigit,
            _ => null,
        };
        if (isDigit is not null)
        {
            var first = start + 2 < text.Length && text[start + 2] == '_' ? start + 3 : start + 2;
            if (first < text.Length && isDigit(text[first]))
            {
                return ScanRun(text, first, isDigit);
            }
        }

        return ScanRun(text, start, static c => c == '0');
    }

    /// <summary>Digits with single underscores between them.</summary>
    private static int ScanRun(string text, int start, Func<char, bool> isDigit)
    {
        var index = start;
        while (index < text.Length
            && (isDigit(text[index]) || (text[index] == '_' && index > start && index + 1 < text.Length && isDigit(text[index + 1]))))
        {
            index++;
        }

        return index;
    }
}
