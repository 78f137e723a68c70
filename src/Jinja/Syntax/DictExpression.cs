using System.Collections.Immutable;
using Tito.Jinja.Source;
using Tito.Jinja.Values;

namespace Tito.Jinja.Syntax;

/// <summary>A dict in braces, its pairs in source order.</summary>
internal sealed record DictExpression(SourceSpan Span, ImmutableArray<(Expression Key, Expression Value)> Pairs) : Expression(Span);
