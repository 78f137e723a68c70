namespace Tito.Jinja.Syntax;

/// <summary><c>set target = value</c>.</summary>
internal sealed record SetStatement(SourceSpan Span, Expression Target, Expression Value) : Statement(Span);
