using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>The forms that follow a primary: attributes, subscripts, calls, filters and tests.</summary>
internal sealed partial class Parser
{
    private Expression ParsePostfix(Expression expression)
    {
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.Dot:
                    Descend(Current.Span);
                    expression = ParseAttribute(expression);
                    break;
                case TokenKind.LeftBracket:
                    Descend(Current.Span);
                    expression = ParseSubscript(expression);
                    break;
                case TokenKind.LeftParenthesis:
                    Descend(Current.Span);
                    expression = ParseCall(expression);
                    break;
                default:
                    return expression;
            }
        }
    }

    private Expression ParseFilters(Expression expression)
    {
        while (true)
        {
            if (Current.Kind == TokenKind.Pipe)
            {
                Descend(Current.Span);
                Advance();
                expression = ParseFilter(expression);
            }
            else if (Current.IsName("is"))
            {
                Descend(Current.Span);
                expression = ParseTest(expression);
            }
            else if (Current.Kind == TokenKind.LeftParenthesis)
            {
                Descend(Current.Span);
                expression = ParseCall(expression);
            }
            else
            {
                return expression;
            }
        }
    }

    private Expression ParseAttribute(Expression target)
    {
        Advance();
        var name = Advance();
        return name.Kind switch
        {
            TokenKind.Name => new Expression.Attribute(SpanFrom(target.Span), target, name.Text),
            TokenKind.Integer => new Expression.Item(SpanFrom(target.Span), target, new Expression.Literal(name.Span, ReadInteger(name))),
            _ => throw Fail("expected name or number", name.Span),
        };
    }

    private Expression.Item ParseSubscript(Expression target)
    {
        var bracket = Advance();
        var keys = ImmutableArray.CreateBuilder<Expression>();
        while (Current.Kind != TokenKind.RightBracket)
        {
            if (keys.Count > 0)
            {
                Expect(TokenKind.Comma, ",");
            }

            keys.Add(ParseSubscriptItem());
        }

        Expect(TokenKind.RightBracket, "]");
        var key = keys.Count == 1 ? keys[0] : new Expression.Tuple(SpanFrom(bracket.Span), keys.ToImmutable());
        return new Expression.Item(SpanFrom(target.Span), target, key);
    }

    private Expression ParseSubscriptItem()
    {
        var start = Current;
        Expression? first = null;
        if (!Skip(TokenKind.Colon))
        {
            first = ParseExpression();
            if (!Skip(TokenKind.Colon))
            {
                return first;
            }
        }

        var stop = AtSlicePart() ? ParseExpression() : null;
        var step = Skip(TokenKind.Colon) && AtSlicePart() ? ParseExpression() : null;
        return new Expression.Slice(SpanFrom(start.Span), first, stop, step);
    }

    private bool AtSlicePart() => Current.Kind is not (TokenKind.Colon or TokenKind.RightBracket or TokenKind.Comma);

    private Expression.Call ParseCall(Expression callee)
    {
        var arguments = ParseArguments();
        return new Expression.Call(SpanFrom(callee.Span), callee, arguments);
    }

    private Expression.Filter ParseFilter(Expression? target)
    {
        var start = Current;
        var name = ParseDottedName();
        var arguments = Current.Kind == TokenKind.LeftParenthesis ? ParseArguments() : CallArguments.Empty;
        return new Expression.Filter(SpanFrom(start.Span), target, name, arguments);
    }

    private Expression ParseTest(Expression target)
    {
        var start = Advance();
        var isNegated = SkipName("not");
        var name = ParseDottedName();
        var arguments = CallArguments.Empty;
        if (Current.Kind == TokenKind.LeftParenthesis)
        {
            arguments = ParseArguments();
        }
        else if (AtTestArgument())
        {
            if (Current.IsName("is"))
            {
                throw Fail("You cannot chain multiple tests with is", Current.Span);
            }

            arguments = new CallArguments([ParsePostfix(ParseShallow())], [], null, null);
        }

        Expression test = new Expression.Test(SpanFrom(start.Span), target, name, arguments);
        return isNegated ? new Expression.Not(test.Span, test) : test;
    }

    /// <summary>A test takes one argument without parentheses: <c>x is divisibleby 3</c>.</summary>
    private bool AtTestArgument() => Current.Kind switch
    {
        TokenKind.Name => Current.Text is not ("else" or "or" or "and"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float or TokenKind.LeftBracket or TokenKind.LeftBrace => true,
        _ => false,
    };

    private string ParseDottedName()
    {
        var name = ExpectName().Text;
        while (Skip(TokenKind.Dot))
        {
            name += "." + ExpectName().Text;
        }

        return name;
    }
}
