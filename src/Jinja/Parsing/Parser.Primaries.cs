using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;

namespace Tito.Jinja.Parsing;

/// <summary>Names, literals and what stands in brackets.</summary>
internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                Advance();
                return token.Text switch
                {
                    "true" or "True" => new Expression.Literal(token.Span, BooleanValue.True),
                    "false" or "False" => new Expression.Literal(token.Span, BooleanValue.False),
                    "none" or "None" => new Expression.Literal(token.Span, NoneValue.Instance),
                    _ => new Expression.Variable(token.Span, token.Text),
                };
            case TokenKind.String:
                return ParseStrings();
            case TokenKind.Integer:
                Advance();
                return new Expression.Literal(token.Span, ReadInteger(token));
            case TokenKind.Float:
                Advance();
                var digits = token.Text.Replace("_", "", StringComparison.Ordinal);
                return new Expression.Literal(token.Span, new FloatValue(double.Parse(digits, CultureInfo.InvariantCulture)));
            case TokenKind.LeftParenthesis:
                Advance();
                var inner = ParseTuple(allowEmpty: true);
                Expect(TokenKind.RightParenthesis, ")");
                return inner;
            case TokenKind.LeftBracket:
                return ParseList();
            case TokenKind.LeftBrace:
                return ParseDict();
            default:
                throw Fail($"unexpected {PythonText.Repr(token.Describe())}", token.Span);
        }
    }

    /// <summary>Adjacent string literals are one, as in Python.</summary>
    private Expression.Literal ParseStrings()
    {
        var first = Advance();
        var text = first.Text;
        while (Current.Kind == TokenKind.String)
        {
            text += Advance().Text;
        }

        return new Expression.Literal(SpanFrom(first.Span), new StringValue(text));
    }

    private IntegerValue ReadInteger(Token token)
    {
        var text = token.Text.Replace("_", "", StringComparison.Ordinal);
        var radix = text.Length < 2 ? 10 : text[1] switch
        {
            'x' or 'X' => 16,
            'o' or 'O' => 8,
            'b' or 'B' => 2,
            _ => 10,
        };
        if (radix == 10 && text.Length > IntegerValue.MaxDigits)
        {
            throw Fail($"Exceeds the limit ({IntegerValue.MaxDigits} digits) for integer string conversion", token.Span);
        }

        if (radix != 10 && text.Length > IntegerValue.MaxDigits * 4)
        {
            throw _source.Fail(TemplateErrorKind.Limit, "the integer literal is too long", token.Span);
        }

        return radix == 10
            ? new IntegerValue(BigInteger.Parse(text, CultureInfo.InvariantCulture))
            : new IntegerValue(ReadDigits(text.AsSpan(2), radix));
    }

    private static BigInteger ReadDigits(ReadOnlySpan<char> digits, int radix)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        return value;
    }

    private Expression.List ParseList()
    {
        var start = Advance();
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (Current.Kind != TokenKind.RightBracket)
        {
            if (items.Count > 0)
            {
                Expect(TokenKind.Comma, ",");
                if (Current.Kind == TokenKind.RightBracket)
                {
                    break;
                }
            }

            items.Add(ParseExpression());
        }

        Expect(TokenKind.RightBracket, "]");
        return new Expression.List(SpanFrom(start.Span), items.ToImmutable());
    }

    private Expression.Dict ParseDict()
    {
        var start = Advance();
        var pairs = ImmutableArray.CreateBuilder<(Expression, Expression)>();
        while (Current.Kind != TokenKind.RightBrace)
        {
            if (pairs.Count > 0)
            {
                Expect(TokenKind.Comma, ",");
                if (Current.Kind == TokenKind.RightBrace)
                {
                    break;
                }
            }

            var key = ParseExpression();
            Expect(TokenKind.Colon, ":");
            pairs.Add((key, ParseExpression()));
        }

        Expect(TokenKind.RightBrace, "}");
        return new Expression.Dict(SpanFrom(start.Span), pairs.ToImmutable());
    }

    /// <summary>One expression, or a tuple of several parted by commas; a trailing comma makes a tuple of one.</summary>
    private Expression ParseTuple(bool onlyPrimaries = false, bool allowConditional = true, string? endName = null, bool allowEmpty = false)
    {
        var start = Current;
        var items = ImmutableArray.CreateBuilder<Expression>();
        var isTuple = false;
        while (true)
        {
            if (isTuple)
            {
                Expect(TokenKind.Comma, ",");
            }

            if (Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd or TokenKind.RightParenthesis
                || (endName is not null && Current.IsName(endName)))
            {
                break;
            }

            items.Add(onlyPrimaries ? ParseShallow() : ParseExpression(allowConditional));
            if (Current.Kind != TokenKind.Comma)
            {
                break;
            }

            isTuple = true;
        }

        if (!isTuple && items.Count == 1)
        {
            return items[0];
        }

        if (!isTuple && !allowEmpty)
        {
            throw Fail($"Expected an expression, got {PythonText.Repr(Current.Describe())}", Current.Span);
        }

        return new Expression.Tuple(SpanFrom(start.Span), items.ToImmutable());
    }

    private Expression ParseShallow()
    {
        var depth = _depth;
        Descend(Current.Span);
        var expression = ParsePrimary();
        _depth = depth;
        return expression;
    }
}
