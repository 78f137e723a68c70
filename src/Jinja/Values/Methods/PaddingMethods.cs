using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>center</c>, <c>ljust</c>, <c>rjust</c>, <c>zfill</c> and <c>expandtabs</c>.</summary>
internal static class PaddingMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("center", "self, width, fillchar?, /", static (in call) =>
            new StringValue(Center(call.TargetText, call.Size(1, 0), Fill(call), call.State))),
        new("ljust", "self, width, fillchar?, /", static (in call) => new StringValue(
            call.TargetText + Repeat(Fill(call), call.Size(1, 0) - CodePoints.Count(call.TargetText), call.State))),
        new("rjust", "self, width, fillchar?, /", static (in call) => new StringValue(
            Repeat(Fill(call), call.Size(1, 0) - CodePoints.Count(call.TargetText), call.State) + call.TargetText)),
        new("zfill", "self, width, /", static (in call) => ZeroFill(call)),
        new("expandtabs", "self, tabsize?", static (in call) => new StringValue(ExpandTabs(call.TargetText, call.Size(1, 8), call.State))),
    ];

    /// <summary>CPython's rule for an odd rest: the extra character goes left when the width is odd.</summary>
    public static string Center(string text, int width, string fill, RenderState state)
    {
        var missing = Math.Max(0, width - CodePoints.Count(text));
        var left = (missing / 2) + (missing & width & 1);
        return Repeat(fill, left, state) + text + Repeat(fill, missing - left, state);
    }

    private static string Fill(in Call call) => call.Find(2) switch
    {
        null => " ",
        StringValue text when CodePoints.Count(text.Text) == 1 => text.Text,
        StringValue => throw EvaluationFault.Type("The fill character must be exactly one character long"),
        var other => throw EvaluationFault.Type($"The fill character must be a unicode character, not {other.TypeName}"),
    };

    private static string Repeat(string fill, int count, RenderState state)
    {
        if (count <= 0)
        {
            return "";
        }

        state.Reserve((long)count * fill.Length);
        return fill.Length == 1 ? new string(fill[0], count) : string.Concat(Enumerable.Repeat(fill, count));
    }

    private static StringValue ZeroFill(in Call call)
    {
        var text = call.TargetText;
        var zeros = Repeat("0", call.Size(1, 0) - CodePoints.Count(text), call.State);
        return new StringValue(text.Length > 0 && text[0] is '+' or '-' ? text[0] + zeros + text[1..] : zeros + text);
    }

    private static string ExpandTabs(string text, int tabSize, RenderState state)
    {
        state.ChargeText(text.Length);
        var result = new System.Text.StringBuilder();
        var column = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                var count = tabSize > 0 ? tabSize - (column % tabSize) : 0;
                state.Reserve(count);
                state.RequireTextLength(result.Length + (long)count);
                result.Append(' ', count);
                column += count;
                continue;
            }

            result.Append(rune.ToString());
            column = rune.Value is '\n' or '\r' ? 0 : column + 1;
        }

        return result.ToString();
    }
}
