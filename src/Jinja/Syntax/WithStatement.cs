using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>with target = value, …</c>: a scope; the values see the outer one.</summary>
internal sealed record WithStatement(SourceSpan Span, ImmutableArray<(Expression Target, Expression Value)> Bindings, ImmutableArray<Statement> Body)
    : Statement(Span);
