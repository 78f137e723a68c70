namespace Tito.Jinja.Syntax;

/// <summary><c>target[key]</c> and <c>target.0</c>: the item first, then the attribute.</summary>
internal sealed record ItemExpression(SourceSpan Span, Expression Target, Expression Key) : Expression(Span);
