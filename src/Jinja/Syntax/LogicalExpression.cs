namespace Tito.Jinja.Syntax;

/// <summary><c>and</c> or <c>or</c>, which yield one of their operands.</summary>
internal sealed record LogicalExpression(SourceSpan Span, bool IsAnd, Expression Left, Expression Right) : Expression(Span);
