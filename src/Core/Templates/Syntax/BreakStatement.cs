namespace Tito.Core.Templates.Syntax;

/// <summary><c>break</c>.</summary>
internal sealed record BreakStatement(SourceSpan Span) : Statement(Span);
