using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>Arguments in parentheses.</summary>
internal sealed partial class Parser
{
    private CallArguments ParseArguments()
    {
        var start = Advance();
        var positional = ImmutableArray.CreateBuilder<Expression>();
        var keywords = ImmutableArray.CreateBuilder<(string Name, Expression Value)>();
        Expression? spread = null;
        Expression? keywordSpread = null;
        var isFirst = true;
        while (Current.Kind != TokenKind.RightParenthesis)
        {
            if (!isFirst)
            {
                Expect(TokenKind.Comma, ",");
                if (Current.Kind == TokenKind.RightParenthesis)
                {
                    break;
                }
            }

            isFirst = false;
            if (Skip(TokenKind.Multiply))
            {
                Require(spread is null && keywordSpread is null, start);
                spread = ParseExpression();
            }
            else if (Skip(TokenKind.Power))
            {
                Require(keywordSpread is null, start);
                keywordSpread = ParseExpression();
            }
            else if (Current.Kind == TokenKind.Name && Following.Kind == TokenKind.Assign)
            {
                Require(keywordSpread is null, start);
                ParseKeyword(keywords);
            }
            else
            {
                Require(spread is null && keywordSpread is null && keywords.Count == 0, start);
                positional.Add(ParseExpression());
            }
        }

        Expect(TokenKind.RightParenthesis, ")");
        return new CallArguments(positional.ToImmutable(), keywords.ToImmutable(), spread, keywordSpread);
    }

    private void ParseKeyword(ImmutableArray<(string Name, Expression Value)>.Builder keywords)
    {
        var name = Advance();
        Advance();

        // Jinja2 makes a Python call of it, and Python refuses the second one.
        if (keywords.Any(other => other.Name == name.Text))
        {
            throw Fail($"keyword argument repeated: {name.Text}", name.Span);
        }

        keywords.Add((name.Text, ParseExpression()));
    }

    private void Require(bool isValid, Token start)
    {
        if (!isValid)
        {
            throw Fail("invalid syntax for function call expression", start.Span);
        }
    }
}
