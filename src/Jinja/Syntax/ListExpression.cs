using System.Collections.Immutable;
using Tito.Jinja.Source;

namespace Tito.Jinja.Syntax;

/// <summary>A list in brackets.</summary>
internal sealed record ListExpression(SourceSpan Span, ImmutableArray<Expression> Items) : Expression(Span);
