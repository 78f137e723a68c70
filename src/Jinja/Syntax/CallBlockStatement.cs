using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>call(parameters) callee(arguments)</c>: the body is handed to the callee as <c>caller</c>.</summary>
internal sealed record CallBlockStatement(SourceSpan Span, MacroSignature Signature, CallExpression Call, ImmutableArray<Statement> Body)
    : Statement(Span);
