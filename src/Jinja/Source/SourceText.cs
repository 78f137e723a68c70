namespace Tito.Jinja.Source;

/// <summary>The text that the lexer reads, with the template's name, and the way from an offset to a place for people.</summary>
internal sealed class SourceText
{
    private SourceText(string name, string text)
    {
        Name = name;
        Text = text;
    }

    public string Name { get; }

    public string Text { get; }

    /// <summary>
    /// Jinja2 3.1, Lexer.tokeniter: every newline sequence becomes <c>\n</c>, and one trailing newline is dropped
    /// (<c>keep_trailing_newline</c> is off in transformers).
    /// </summary>
    public static SourceText Normalize(string source, string name)
    {
        var text = source.Contains('\r', StringComparison.Ordinal)
            ? source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : source;
        return new SourceText(name, text.EndsWith('\n') ? text[..^1] : text);
    }

    public TemplateException Fail(TemplateErrorKind kind, string detail, SourceSpan span)
    {
        var start = Math.Min(span.Start, Text.Length);
        var lineStart = start == 0 ? 0 : Text.LastIndexOf('\n', start - 1) + 1;
        var line = Text.AsSpan(0, lineStart).Count('\n') + 1;
        var column = CountCharacters(Text.AsSpan(lineStart, start - lineStart)) + 1;
        return new TemplateException(kind, detail, Name, line, column, Excerpt(span, start, lineStart, line));
    }

    /// <summary>The line on which a construct starts, from 1.</summary>
    public int LineOf(SourceSpan span) => Text.AsSpan(0, Math.Min(span.Start, Text.Length)).Count('\n') + 1;

    /// <summary>The line on which a construct starts, without the white space around it.</summary>
    public string LineText(SourceSpan span)
    {
        var start = Math.Min(span.Start, Text.Length);
        var lineStart = start == 0 ? 0 : Text.LastIndexOf('\n', start - 1) + 1;
        var lineEnd = Text.IndexOf('\n', start);
        return Text[lineStart..(lineEnd < 0 ? Text.Length : lineEnd)].Trim();
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>At most 40 characters before the construct and 80 in all: templates hold lines of thousands.</summary>
    private string Excerpt(SourceSpan span, int start, int lineStart, int line)
    {
        var lineEnd = Text.IndexOf('\n', start);
        lineEnd = lineEnd < 0 ? Text.Length : lineEnd;
        var from = Math.Max(lineStart, start - 40);
        var to = Math.Min(lineEnd, from + 80);
        var carets = Math.Max(1, CountCharacters(Text.AsSpan(start, Math.Clamp(span.End, start, Math.Max(start, to)) - start)));
        var number = $"{line} | ";
        var indent = CountCharacters(Text.AsSpan(from, start - from));
        return $"{number}{Text[from..to]}\n{new string(' ', number.Length - 2)}| {new string(' ', indent)}{new string('^', carets)}";
    }
}
