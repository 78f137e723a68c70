using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>set target | filter</c> … <c>endset</c>: the target takes the rendered body.</summary>
internal sealed record SetBlockStatement(SourceSpan Span, Expression Target, FilterExpression? Filter, ImmutableArray<Statement> Body)
    : Statement(Span);
