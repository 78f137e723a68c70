namespace Tito.Jinja.Syntax;

/// <summary>An expression, with the source that it was read from.</summary>
internal abstract record Expression(SourceSpan Span);
