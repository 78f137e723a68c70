namespace Tito.Core.Templates.Syntax;

/// <summary><c>continue</c>.</summary>
internal sealed record ContinueStatement(SourceSpan Span) : Statement(Span);
