namespace Tito.Jinja.Syntax;

/// <summary>Text between tags, as it is written out.</summary>
internal sealed record TextStatement(SourceSpan Span, string Text) : Statement(Span);
