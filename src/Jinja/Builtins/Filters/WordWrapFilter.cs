using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>wordwrap</c>: lines of at most so many characters, 79 by default; each line of the text is a paragraph of its own.</summary>
internal static class WordWrapFilter
{
    private const string Parameters = "s, width?, break_long_words?, wrapstring?, break_on_hyphens?";

    public static Builtin Definition { get; } = new("wordwrap", Parameters, static (in call) =>
    {
        var wrapString = call.Has(3) ? call.Text(3) : "\n";
        var text = call.Text(0);
        var wrapperState = call.State;
        var wrapper = new TextWrapper(
            call.Find(1) ?? IntegerValue.Of(79),
            BreaksLongWords: call.Find(2)?.IsTrue ?? true,
            SplitsAtHyphens: call.Find(4) is null or BooleanValue { IsTrue: true },
            BreaksAtHyphens: call.Find(4)?.IsTrue ?? true);
        return call.Find(3) is MarkupValue markup
            ? markup.Like(Wrap(text, wrapper, wrapString, call.State, line => HtmlEscape.Apply(line, wrapperState)))
            : new StringValue(Wrap(text, wrapper, wrapString, call.State, static line => line));
    });

    /// <summary>A Markup between the lines escapes them as it joins them.</summary>
    private static string Wrap(string text, TextWrapper wrapper, string wrapString, RenderState state, Func<string, string> join)
    {
        state.ChargeText(text.Length);
        var paragraphs = SplitMethods.SplitLines(text, keepEnds: false).ConvertAll(line => wrapper.Wrap(line, state));
        state.Reserve(text.Length + paragraphs.Sum(lines => (lines.Count + 1) * (long)wrapString.Length));
        return string.Join(wrapString, paragraphs.Select(lines => string.Join(wrapString, lines.Select(join))));
    }
}
