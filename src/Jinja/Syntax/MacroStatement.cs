using System.Collections.Immutable;

namespace Tito.Jinja.Syntax;

/// <summary><c>macro name(parameters)</c>.</summary>
internal sealed record MacroStatement(SourceSpan Span, string Name, MacroSignature Signature, ImmutableArray<Statement> Body) : Statement(Span);
