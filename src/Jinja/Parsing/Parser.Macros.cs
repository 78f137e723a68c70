using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Parsing;

/// <summary>Macros, call blocks and the targets of assignments.</summary>
internal sealed partial class Parser
{
    private Statement.Macro ParseMacro()
    {
        var tag = Advance();
        var name = ParseTargetName();
        var signature = ParseSignature();
        return new Statement.Macro(tag.Span, name.Name, signature, ParseBlockThrough("endmacro"));
    }

    private Statement.CallBlock ParseCallBlock()
    {
        var tag = Advance();
        var signature = Current.Kind == TokenKind.LeftParenthesis ? ParseSignature() : MacroSignature.Empty;
        if (ParseExpression() is not Expression.Call call)
        {
            throw Fail("expected call", tag.Span);
        }

        return new Statement.CallBlock(tag.Span, signature, call, ParseBlockThrough("endcall"));
    }

    private MacroSignature ParseSignature()
    {
        var parameters = ImmutableArray.CreateBuilder<Expression.Variable>();
        var defaults = ImmutableArray.CreateBuilder<Expression>();
        Expect(TokenKind.LeftParenthesis, "(");
        while (Current.Kind != TokenKind.RightParenthesis)
        {
            if (parameters.Count > 0)
            {
                Expect(TokenKind.Comma, ",");
            }

            var parameter = ParseTargetName();
            if (Skip(TokenKind.Assign))
            {
                defaults.Add(ParseExpression());
            }
            else if (defaults.Count > 0)
            {
                throw Fail("non-default argument follows default argument", parameter.Span);
            }

            // Jinja2 makes a Python function of the macro, and Python refuses the second one.
            if (parameters.Any(other => other.Name == parameter.Name))
            {
                throw Fail($"duplicate argument {PythonText.Repr(parameter.Name)} in function definition", parameter.Span);
            }

            parameters.Add(parameter);
        }

        Expect(TokenKind.RightParenthesis, ")");
        return new MacroSignature(parameters.ToImmutable(), defaults.ToImmutable());
    }

    private Expression.Variable ParseTargetName()
    {
        var token = ExpectName();
        RequireAssignable(new Expression.Variable(token.Span, token.Text));
        return new Expression.Variable(token.Span, token.Text);
    }

    private Expression ParseTarget(bool allowNamespace = false, string? endName = null)
    {
        if (allowNamespace && Following.Kind == TokenKind.Dot)
        {
            var name = ExpectName();
            Advance();
            var attribute = ExpectName();
            return new Expression.NamespaceTarget(SpanFrom(name.Span), name.Text, attribute.Text);
        }

        var target = ParseTuple(onlyPrimaries: true, endName: endName);
        RequireAssignable(target);
        return target;
    }

    private static string Describe(Expression target) => target switch
    {
        Expression.Literal or Expression.Variable => "const",
        Expression.List => "list",
        Expression.Dict => "dict",
        _ => "expression",
    };

    private void RequireAssignable(Expression target)
    {
        switch (target)
        {
            case Expression.Variable { Name: not ("true" or "false" or "none" or "True" or "False" or "None") }:
                return;
            case Expression.Tuple tuple:
                foreach (var item in tuple.Items)
                {
                    RequireAssignable(item);
                }

                return;
            default:
                throw Fail($"can't assign to {PythonText.Repr(Describe(target))}", target.Span);
        }
    }
}
