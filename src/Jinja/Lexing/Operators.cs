namespace Tito.Jinja.Lexing;

/// <summary>The operator tokens, two-character ones before their own prefixes.</summary>
internal static class Operators
{
    private static readonly (string Text, TokenKind Kind)[] All =
    [
        ("//", TokenKind.FloorDivide), ("**", TokenKind.Power), ("==", TokenKind.Equal), ("!=", TokenKind.NotEqual),
        (">=", TokenKind.GreaterOrEqual), ("<=", TokenKind.LessOrEqual), ("+", TokenKind.Add), ("-", TokenKind.Subtract),
        ("/", TokenKind.Divide), ("*", TokenKind.Multiply), ("%", TokenKind.Modulo), ("~", TokenKind.Tilde),
        ("[", TokenKind.LeftBracket), ("]", TokenKind.RightBracket), ("(", TokenKind.LeftParenthesis),
        (")", TokenKind.RightParenthesis), ("{", TokenKind.LeftBrace), ("}", TokenKind.RightBrace), (">", TokenKind.Greater),
        ("<", TokenKind.Less), ("=", TokenKind.Assign), (".", TokenKind.Dot), (":", TokenKind.Colon), ("|", TokenKind.Pipe),
        (",", TokenKind.Comma), (";", TokenKind.Semicolon),
    ];

    public static bool TryMatch(ReadOnlySpan<char> source, out string text, out TokenKind kind)
    {
        foreach (var candidate in All)
        {
            if (source.StartsWith(candidate.Text, StringComparison.Ordinal))
            {
                (text, kind) = candidate;
                return true;
            }
        }

        (text, kind) = ("", TokenKind.EndOfTemplate);
        return false;
    }
}
