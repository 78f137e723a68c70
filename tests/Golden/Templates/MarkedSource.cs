namespace Tito.Tests.Golden.Templates;

/// <summary>A template in whose source guillemets mark what an error must point at.</summary>
internal sealed record MarkedSource(string Text, int Line, int Column, string Excerpt)
{
    public static MarkedSource Parse(string marked)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        if (start < 0)
        {
            return new(text, 0, 0, "");
        }

        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var lineStart = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        var lineEnd = text.IndexOf('\n', start);
        var line = text[..lineStart].Count(character => character == '\n') + 1;
        var before = Characters(text[lineStart..start]);
        var prefix = $"{line} | ";
        var excerpt = $"{prefix}{text[lineStart..(lineEnd < 0 ? text.Length : lineEnd)]}\n"
            + $"{new string(' ', prefix.Length - 2)}| {new string(' ', before)}{new string('^', Math.Max(1, Characters(text[start..end])))}";
        return new(text, line, before + 1, excerpt);
    }

    private static int Characters(string text) => text.EnumerateRunes().Count();
}
