namespace Tito.Jinja.Syntax;

/// <summary><c>{{ expression }}</c>.</summary>
internal sealed record PrintStatement(SourceSpan Span, Expression Expression) : Statement(Span);
