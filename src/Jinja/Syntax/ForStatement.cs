using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>for target in iterable if test recursive</c>, with the <c>else</c> for no iteration.</summary>
internal sealed record ForStatement(
    SourceSpan Span,
    Expression Target,
    Expression Iterable,
    Expression? Test,
    bool IsRecursive,
    ImmutableArray<Statement> Body,
    ImmutableArray<Statement> Otherwise) : Statement(Span);
