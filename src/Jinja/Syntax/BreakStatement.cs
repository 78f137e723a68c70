namespace Tito.Jinja.Syntax;

/// <summary>Leaves the innermost loop of the function that it stands in.</summary>
internal sealed record BreakStatement(SourceSpan Span) : Statement(Span);
