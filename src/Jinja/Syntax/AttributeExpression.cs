namespace Tito.Jinja.Syntax;

/// <summary><c>target.name</c>: the attribute first, then the item.</summary>
internal sealed record AttributeExpression(SourceSpan Span, Expression Target, string Name) : Expression(Span);
