using System.Collections.Immutable;
using Tito.Jinja.Lexing;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Parsing;

/// <summary>
/// Operators, weakest first: if-else, or, and, not, comparisons, + -, ~, * / // %, ** (from left to right, as Jinja2 reads it).
/// </summary>
internal sealed partial class Parser
{
    private Expression ParseExpression(bool allowConditional = true)
    {
        var depth = _depth;
        Descend(Current.Span);
        var expression = allowConditional ? ParseConditional() : ParseOr();
        _depth = depth;
        return expression;
    }

    private Expression ParseConditional()
    {
        var depth = _depth;
        var expression = ParseOr();
        while (SkipName("if"))
        {
            Descend(expression.Span);
            var test = ParseOr();
            var otherwise = SkipName("else") ? ParseConditional() : null;
            expression = new Expression.Conditional(SpanFrom(expression.Span), test, expression, otherwise);
        }

        _depth = depth;
        return expression;
    }

    private Expression ParseOr()
    {
        var depth = _depth;
        var left = ParseAnd();
        while (SkipName("or"))
        {
            Descend(left.Span);
            var right = ParseAnd();
            left = new Expression.Logical(left.Span.To(right.Span), false, left, right);
        }

        _depth = depth;
        return left;
    }

    private Expression ParseAnd()
    {
        var depth = _depth;
        var left = ParseNot();
        while (SkipName("and"))
        {
            Descend(left.Span);
            var right = ParseNot();
            left = new Expression.Logical(left.Span.To(right.Span), true, left, right);
        }

        _depth = depth;
        return left;
    }

    private Expression ParseNot()
    {
        if (!Current.IsName("not"))
        {
            return ParseCompare();
        }

        var depth = _depth;
        var token = Advance();
        Descend(token.Span);
        var operand = ParseNot();
        _depth = depth;
        return new Expression.Not(token.Span.To(operand.Span), operand);
    }

    private Expression ParseCompare()
    {
        var first = ParseSum();
        var rest = ImmutableArray.CreateBuilder<(CompareOperator, Expression)>();
        while (TryReadCompareOperator(out var operation))
        {
            rest.Add((operation, ParseSum()));
        }

        return rest.Count == 0 ? first : new Expression.Compare(SpanFrom(first.Span), first, rest.ToImmutable());
    }

    private bool TryReadCompareOperator(out CompareOperator operation)
    {
        CompareOperator? found = Current.Kind switch
        {
            TokenKind.Equal => CompareOperator.Equal,
            TokenKind.NotEqual => CompareOperator.NotEqual,
            TokenKind.Less => CompareOperator.Less,
            TokenKind.LessOrEqual => CompareOperator.LessOrEqual,
            TokenKind.Greater => CompareOperator.Greater,
            TokenKind.GreaterOrEqual => CompareOperator.GreaterOrEqual,
            TokenKind.Name when Current.Text == "in" => CompareOperator.In,
            TokenKind.Name when Current.Text == "not" && Following.IsName("in") => CompareOperator.NotIn,
            _ => null,
        };
        operation = found ?? default;
        if (found is null)
        {
            return false;
        }

        Advance();
        if (found == CompareOperator.NotIn)
        {
            Advance();
        }

        return true;
    }

    private Expression ParseSum() => ParseBinary(ParseConcat, static kind => kind switch
    {
        TokenKind.Add => BinaryOperator.Add,
        TokenKind.Subtract => BinaryOperator.Subtract,
        _ => null,
    });

    private Expression ParseConcat()
    {
        var first = ParseProduct();
        if (Current.Kind != TokenKind.Tilde)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (Skip(TokenKind.Tilde))
        {
            operands.Add(ParseProduct());
        }

        return new Expression.Concat(SpanFrom(first.Span), operands.ToImmutable());
    }

    private Expression ParseProduct() => ParseBinary(ParsePower, static kind => kind switch
    {
        TokenKind.Multiply => BinaryOperator.Multiply,
        TokenKind.Divide => BinaryOperator.Divide,
        TokenKind.FloorDivide => BinaryOperator.FloorDivide,
        TokenKind.Modulo => BinaryOperator.Modulo,
        _ => null,
    });

    private Expression ParsePower() =>
        ParseBinary(() => ParseUnary(), static kind => kind == TokenKind.Power ? BinaryOperator.Power : null);

    private Expression ParseBinary(Func<Expression> parseOperand, Func<TokenKind, BinaryOperator?> operatorOf)
    {
        var depth = _depth;
        var left = parseOperand();
        while (operatorOf(Current.Kind) is { } operation)
        {
            Descend(Current.Span);
            Advance();
            var right = parseOperand();
            left = new Expression.Binary(left.Span.To(right.Span), operation, left, right);
        }

        _depth = depth;
        return left;
    }

    /// <summary>
    /// A sign binds tighter than <c>**</c> and looser than a subscript, but a filter applies to the signed value: <c>-1|abs</c> is 1.
    /// </summary>
    private Expression ParseUnary(bool allowFilters = true)
    {
        var depth = _depth;
        var token = Current;
        Descend(token.Span);
        Expression expression;
        if (Skip(TokenKind.Subtract) || Skip(TokenKind.Add))
        {
            var operand = ParseUnary(allowFilters: false);
            expression = new Expression.Unary(token.Span.To(operand.Span), token.Kind == TokenKind.Subtract, operand);
        }
        else
        {
            expression = ParsePrimary();
        }

        expression = ParsePostfix(expression);
        expression = allowFilters ? ParseFilters(expression) : expression;
        _depth = depth;
        return expression;
    }
}
