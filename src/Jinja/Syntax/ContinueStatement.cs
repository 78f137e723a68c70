namespace Tito.Jinja.Syntax;

/// <summary>Goes on with the next element of the innermost loop.</summary>
internal sealed record ContinueStatement(SourceSpan Span) : Statement(Span);
