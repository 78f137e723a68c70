namespace Tito.Jinja.Syntax;

/// <summary><c>target is name(arguments)</c>.</summary>
internal sealed record TestExpression(SourceSpan Span, Expression Target, string Name, CallArguments Arguments) : Expression(Span);
