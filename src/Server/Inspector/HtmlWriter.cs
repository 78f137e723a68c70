using System.Buffers;
using System.Text;

namespace Tito.Server.Inspector;

/// <summary>Collects HTML. What is written into the holes of an interpolated string is escaped; there is no way around it.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Writes markup with escaped holes. It takes no string, so that nothing unescaped can be written by mistake.</summary>
    /// <param name="fragment">An interpolated string.</param>
    public void Write(HtmlFragment fragment) => _html.Append(fragment.Markup);

    /// <summary>Writes a style or script of this assembly as it is.</summary>
    public void WriteAsset(PageAsset asset) => _html.Append(asset.Text);

    /// <summary>
    /// Writes text in which nothing hides: the ends of lines and tabs are marked, control characters and those that change the direction
    /// of the text around them are written as their code points.
    /// </summary>
    public void WriteVisible(ReadOnlySpan<char> text) => Write(text, Invisible.Characters);

    /// <summary>The same with lines and tabs as they are: a mark for each would make long pages slow.</summary>
    public void WriteLongText(ReadOnlySpan<char> text) => Write(text, Invisible.CharactersButLayout);

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    private void Write(ReadOnlySpan<char> text, SearchValues<char> invisible)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(invisible) is var found and >= 0 ? found : text.Length;
            Write($"{text[..plain].ToString()}");
            if (plain < text.Length)
            {
                WriteInvisible(text[plain]);
            }

            text = text[Math.Min(plain + 1, text.Length)..];
        }
    }

    private void WriteInvisible(char character)
    {
        switch (character)
        {
            case '\n':
                Write($"<i class=\"lf\"></i>\n");
                break;
            case '\t':
                Write($"<i class=\"tab\"></i>\t");
                break;
            default:
                Write($"<i class=\"code-point\">U+{(int)character:X4}</i>");
                break;
        }
    }
}
