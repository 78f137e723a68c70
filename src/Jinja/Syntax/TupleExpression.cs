using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>Expressions parted by commas; also a target of several names.</summary>
internal sealed record TupleExpression(SourceSpan Span, ImmutableArray<Expression> Items) : Expression(Span);
