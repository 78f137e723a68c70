using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>filter name</c> … <c>endfilter</c>.</summary>
internal sealed record FilterBlockStatement(SourceSpan Span, FilterExpression Filter, ImmutableArray<Statement> Body) : Statement(Span);
