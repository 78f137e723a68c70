namespace Tito.Jinja.Syntax;

/// <summary><c>target | name(arguments)</c>; without a target it filters what its block captured.</summary>
internal sealed record FilterExpression(SourceSpan Span, Expression? Target, string Name, CallArguments Arguments) : Expression(Span);
