namespace Tito.Jinja.Syntax;

/// <summary>A statement, with the source of its opening tag.</summary>
internal abstract record Statement(SourceSpan Span);
