namespace Tito.Jinja.Syntax;

/// <summary>A variable that is read, or assigned to where it stands as a target.</summary>
internal sealed record NameExpression(SourceSpan Span, string Name) : Expression(Span);
