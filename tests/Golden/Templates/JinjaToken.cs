using System.Globalization;
using System.Text.Json;
using Tito.Jinja.Lexing;

namespace Tito.Tests.Golden.Templates;

/// <summary>A token by Jinja2's name for its type.</summary>
internal sealed record JinjaToken(int Line, string Type, string Text)
{
    public static JinjaToken Of(Token token, string source) =>
        new(source.AsSpan(0, token.Span.Start).Count('\n') + 1, NameOf(token.Kind), token.Text);

    /// <summary>The token of a line of a golden: the line where it begins, its type, its text as JSON.</summary>
    public static JinjaToken Parse(string line)
    {
        var parts = line.Split(' ', 3);
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], JsonElement.Parse(parts[2]).GetString()!);
    }

    private static string NameOf(TokenKind kind) => kind switch
    {
        TokenKind.Data => "data",
        TokenKind.BlockBegin => "block_begin",
        TokenKind.BlockEnd => "block_end",
        TokenKind.VariableBegin => "variable_begin",
        TokenKind.VariableEnd => "variable_end",
        TokenKind.Subtract => "sub",
        TokenKind.Multiply => "mul",
        TokenKind.Divide => "div",
        TokenKind.FloorDivide => "floordiv",
        TokenKind.Modulo => "mod",
        TokenKind.Power => "pow",
        TokenKind.Equal => "eq",
        TokenKind.NotEqual => "ne",
        TokenKind.Less => "lt",
        TokenKind.LessOrEqual => "lteq",
        TokenKind.Greater => "gt",
        TokenKind.GreaterOrEqual => "gteq",
        TokenKind.LeftParenthesis => "lparen",
        TokenKind.RightParenthesis => "rparen",
        TokenKind.LeftBracket => "lbracket",
        TokenKind.RightBracket => "rbracket",
        TokenKind.LeftBrace => "lbrace",
        TokenKind.RightBrace => "rbrace",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
