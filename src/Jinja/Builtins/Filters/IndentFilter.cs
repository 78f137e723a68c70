using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Calls;
using Tito.Jinja.Values.Methods;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Builtins.Filters;

/// <summary><c>indent</c>: lines after the first moved in by so many spaces, 4 by default, or by a text; empty lines stay empty.</summary>
internal static class IndentFilter
{
    public static Builtin Definition { get; } = new("indent", "s, width?, first?, blank?", static (in call) =>
    {
        if (call.Target is not StringValue text)
        {
            throw call.Target is UndefinedValue undefined
                ? undefined.Fault()
                : EvaluationFault.Type($"unsupported operand type(s) for +=: {PythonText.Repr(call.Target.TypeName)} and 'str'");
        }

        var indention = call.Find(1) is StringValue given ? given : new StringValue(new string(' ', Width(call)));
        if (!text.IsPlain)
        {
            // "indention = Markup(indention)": what is put into a Markup counts as safe here.
            return text.Like(Indent(text.Text, indention.Text, call.IsTrue(2), call.IsTrue(3), call.State));
        }

        return indention.IsPlain
            ? new StringValue(Indent(text.Text, indention.Text, call.IsTrue(2), call.IsTrue(3), call.State))
            : IndentByMarkup(text.Text, indention, call.IsTrue(2), call.IsTrue(3), call.State);
    });

    /// <summary>
    /// A Markup before the lines of a string: with <c>blank</c> it is the separator of a join, which escapes every line; else it is
    /// added to each line except the first, which escapes those; and before the first line it is
    /// added to the whole, which escapes all again.
    /// </summary>
    private static Value IndentByMarkup(string text, StringValue indention, bool first, bool blank, RenderState state)
    {
        var lines = SplitMethods.SplitLines(text + "\n", keepEnds: false).ConvertAll(static line => (Value)new StringValue(line));
        state.Reserve(text.Length + ((long)lines.Count * indention.Text.Length));
        var start = blank ? 0 : 1;
        for (var index = start; index < lines.Count; index++)
        {
            lines[index] = blank ? MarkupValue.Escape(lines[index], state)
                : lines[index].IsTrue ? Arithmetic.Add(indention, lines[index], state) : lines[index];
        }

        var joined = string.Join(blank ? "\n" + indention.Text : "\n", lines.Select(line => line.ToText(state)));
        state.RequireTextLength(joined.Length);
        StringValue result = blank ? indention.Like(joined) : new StringValue(joined);
        return first ? Arithmetic.Add(indention, result, state) : result;
    }

    private static int Width(in Call call)
    {
        var width = Math.Max(0, call.Size(1, 4));
        call.State.Reserve(width);
        return width;
    }

    private static string Indent(string text, string indention, bool first, bool blank, RenderState state)
    {
        state.ChargeText(text.Length);

        // "this quirk is necessary for splitlines method": a newline is added first, so there is one line at least.
        var lines = SplitMethods.SplitLines(text + "\n", keepEnds: false);
        state.Reserve(text.Length + ((long)lines.Count * indention.Length));
        var result = new StringBuilder();
        for (var index = 0; index < lines.Count; index++)
        {
            _ = index > 0 ? result.Append('\n') : result;
            var isIndented = index == 0 ? first : blank || lines[index].Length > 0;
            _ = isIndented ? result.Append(indention) : result;
            result.Append(lines[index]);
        }

        return result.ToString();
    }
}
