using System.Collections.Immutable;
using Tito.Jinja.Source;

namespace Tito.Jinja.Syntax;

/// <summary>A statement, with the source of its opening tag.</summary>
internal abstract record Statement
{
    private Statement(SourceSpan span) => Span = span;

    public SourceSpan Span { get; }

    /// <summary>Text between tags, as it is written out.</summary>
    internal sealed record Literal(SourceSpan Span, string Text) : Statement(Span);

    /// <summary><c>{{ expression }}</c>.</summary>
    internal sealed record Print(SourceSpan Span, Expression Expression) : Statement(Span);

    /// <summary><c>for target in iterable if test recursive</c>, with the <c>else</c> for no iteration.</summary>
    internal sealed record For(
        SourceSpan Span,
        Expression Target,
        Expression Iterable,
        Expression? Test,
        bool IsRecursive,
        ImmutableArray<Statement> Body,
        ImmutableArray<Statement> Otherwise) : Statement(Span);

    /// <summary><c>if</c> with its <c>elif</c> branches and its <c>else</c>.</summary>
    internal sealed record If(SourceSpan Span, ImmutableArray<Branch> Branches, ImmutableArray<Statement> Otherwise) : Statement(Span);

    /// <summary>A test and what is rendered when it is the first to hold.</summary>
    internal sealed record Branch(Expression Test, ImmutableArray<Statement> Body);

    /// <summary><c>set target = value</c>.</summary>
    internal sealed record Set(SourceSpan Span, Expression Target, Expression Value) : Statement(Span);

    /// <summary><c>set target | filter</c> … <c>endset</c>: the target takes the rendered body.</summary>
    internal sealed record SetBlock(SourceSpan Span, Expression Target, Expression.Filter? Filter, ImmutableArray<Statement> Body)
        : Statement(Span);

    /// <summary><c>with target = value, …</c>: a scope; the values see the outer one.</summary>
    internal sealed record With(
        SourceSpan Span, ImmutableArray<(Expression Target, Expression Value)> Bindings, ImmutableArray<Statement> Body) : Statement(Span);

    /// <summary><c>macro name(parameters)</c>.</summary>
    internal sealed record Macro(SourceSpan Span, string Name, MacroSignature Signature, ImmutableArray<Statement> Body) : Statement(Span);

    /// <summary><c>call(parameters) callee(arguments)</c>: the body is handed to the callee as <c>caller</c>.</summary>
    internal sealed record CallBlock(SourceSpan Span, MacroSignature Signature, Expression.Call Call, ImmutableArray<Statement> Body)
        : Statement(Span);

    /// <summary><c>filter name</c> … <c>endfilter</c>.</summary>
    internal sealed record FilterBlock(SourceSpan Span, Expression.Filter Filter, ImmutableArray<Statement> Body) : Statement(Span);

    /// <summary><c>generation</c>: marks what the model itself produced. Its body is a scope of its own, as in transformers.</summary>
    internal sealed record Generation(SourceSpan Span, ImmutableArray<Statement> Body) : Statement(Span);

    /// <summary>Leaves the innermost loop of the function that it stands in.</summary>
    internal sealed record Break(SourceSpan Span) : Statement(Span);

    /// <summary>Goes on with the next element of the innermost loop.</summary>
    internal sealed record Continue(SourceSpan Span) : Statement(Span);
}
