using System.Collections.Immutable;
using Tito.Jinja.Source;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Syntax;

/// <summary>An expression, with the source that it was read from.</summary>
internal abstract record Expression
{
    private Expression(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    /// <summary>A string, a number, <c>true</c>, <c>false</c> or <c>none</c>.</summary>
    internal sealed record Literal(SourceSpan Span, Value Value) : Expression(Span);

    /// <summary>A variable that is read, or assigned to where it stands as a target.</summary>
    internal sealed record Variable(SourceSpan Span, string Name) : Expression(Span);

    /// <summary>Expressions parted by commas; also a target of several names.</summary>
    internal sealed record Tuple(SourceSpan Span, ImmutableArray<Expression> Items) : Expression(Span);

    /// <summary>A list in brackets.</summary>
    internal sealed record List(SourceSpan Span, ImmutableArray<Expression> Items) : Expression(Span);

    /// <summary>A dict in braces, its pairs in source order.</summary>
    internal sealed record Dict(SourceSpan Span, ImmutableArray<(Expression Key, Expression Value)> Pairs) : Expression(Span);

    /// <summary><c>then if test else otherwise</c>; without an else it is undefined when the test fails.</summary>
    internal sealed record Conditional(SourceSpan Span, Expression Condition, Expression Then, Expression? Otherwise) : Expression(Span);

    /// <summary><c>and</c> or <c>or</c>, which yield one of their operands.</summary>
    internal sealed record Logical(SourceSpan Span, bool IsAnd, Expression Left, Expression Right) : Expression(Span);

    /// <summary><c>not operand</c>, and what <c>is not</c> is read as.</summary>
    internal sealed record Not(SourceSpan Span, Expression Operand) : Expression(Span);

    /// <summary>A chain of comparisons: each operand is evaluated once, and the chain ends at the first that fails.</summary>
    internal sealed record Compare(SourceSpan Span, Expression First, ImmutableArray<(CompareOperator Operator, Expression Operand)> Rest)
        : Expression(Span);

    /// <summary>An arithmetic operator with two operands.</summary>
    internal sealed record Binary(SourceSpan Span, BinaryOperator Operator, Expression Left, Expression Right) : Expression(Span);

    /// <summary>A sign before an operand.</summary>
    internal sealed record Unary(SourceSpan Span, bool IsNegation, Expression Operand) : Expression(Span);

    /// <summary><c>a ~ b ~ c</c>: the printed texts of the operands, joined.</summary>
    internal sealed record Concat(SourceSpan Span, ImmutableArray<Expression> Operands) : Expression(Span);

    /// <summary><c>target.name</c>: the attribute first, then the item.</summary>
    internal sealed record Attribute(SourceSpan Span, Expression Target, string Name) : Expression(Span);

    /// <summary><c>target[key]</c> and <c>target.0</c>: the item first, then the attribute.</summary>
    internal sealed record Item(SourceSpan Span, Expression Target, Expression Key) : Expression(Span);

    /// <summary>The <c>start:stop:step</c> of a subscript.</summary>
    internal sealed record Slice(SourceSpan Span, Expression? Start, Expression? Stop, Expression? Step) : Expression(Span);

    /// <summary>A call of a function, a method or a macro.</summary>
    internal sealed record Call(SourceSpan Span, Expression Callee, CallArguments Arguments) : Expression(Span);

    /// <summary><c>target | name(arguments)</c>; without a target it filters what its block captured.</summary>
    internal sealed record Filter(SourceSpan Span, Expression? Target, string Name, CallArguments Arguments) : Expression(Span);

    /// <summary><c>target is name(arguments)</c>.</summary>
    internal sealed record Test(SourceSpan Span, Expression Target, string Name, CallArguments Arguments) : Expression(Span);

    /// <summary>An attribute of a namespace as the target of <c>{% set ns.attribute = … %}</c>.</summary>
    internal sealed record NamespaceTarget(SourceSpan Span, string Name, string Field) : Expression(Span);
}
