using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>A list in brackets.</summary>
internal sealed record ListExpression(SourceSpan Span, ImmutableArray<Expression> Items) : Expression(Span);
