using Tito.Jinja.Builtins.Methods;
using Tito.Jinja.Evaluation;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>wordwrap</c>: lines of at most so many characters, 79 unless told; each line of the text is a paragraph of its own.</summary>
internal static class WordWrapFilter
{
    public static Builtin Definition { get; } = new("wordwrap", "s, width?, break_long_words?, wrapstring?, break_on_hyphens?", static (in call) =>
    {
        var wrapString = call.Has(3) ? call.Text(3) : "\n";
        var text = call.Text(0);
        var wrapper = new TextWrapper(
            call.Find(1) ?? IntegerValue.Of(79),
            BreaksLongWords: call.Find(2)?.IsTrue ?? true,
            SplitsAtHyphens: call.Find(4) is null or BooleanValue { IsTrue: true },
            BreaksAtHyphens: call.Find(4)?.IsTrue ?? true);
        return new StringValue(Wrap(text, wrapper, wrapString, call.State));
    });

    private static string Wrap(string text, TextWrapper wrapper, string wrapString, RenderState state)
    {
        state.ChargeText(text.Length);
        var paragraphs = SplitMethods.SplitLines(text, keepEnds: false).ConvertAll(line => wrapper.Wrap(line, state));
        state.Reserve(text.Length + paragraphs.Sum(lines => (lines.Count + 1) * (long)wrapString.Length));
        return string.Join(wrapString, paragraphs.Select(lines => string.Join(wrapString, lines)));
    }
}
