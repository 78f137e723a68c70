using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary>A dict in braces, its pairs in source order.</summary>
internal sealed record DictExpression(SourceSpan Span, ImmutableArray<(Expression Key, Expression Value)> Pairs) : Expression(Span);
