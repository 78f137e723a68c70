using Tito.Jinja.Values;

namespace Tito.Jinja.Syntax;

/// <summary>A string, a number, <c>true</c>, <c>false</c> or <c>none</c>.</summary>
internal sealed record LiteralExpression(SourceSpan Span, Value Value) : Expression(Span);
