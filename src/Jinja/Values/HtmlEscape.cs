using System.Text;
using Tito.Jinja.Rendering;

namespace Tito.Jinja.Values;

/// <summary>The five characters that markupsafe replaces, as it spells them.</summary>
internal static class HtmlEscape
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("&<>'\"");

    public static string Apply(string text, RenderState state)
    {
        state.ChargeText(text.Length);
        var next = text.AsSpan().IndexOfAny(Special);
        if (next < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var start = 0;
        while (next >= 0)
        {
            result.Append(text, start, next).Append(text[start + next] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\'' => "&#39;",
                _ => "&#34;",
            });
            start += next + 1;
            next = text.AsSpan(start).IndexOfAny(Special);
        }

        result.Append(text, start, text.Length - start);
        state.Reserve(result.Length);
        return result.ToString();
    }
}
