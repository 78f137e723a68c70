namespace Tito.Jinja.Syntax;

/// <summary>A call of a function, a method or a macro.</summary>
internal sealed record CallExpression(SourceSpan Span, Expression Callee, CallArguments Arguments) : Expression(Span);
