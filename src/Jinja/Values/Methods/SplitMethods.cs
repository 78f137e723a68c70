using Tito.Jinja.Rendering;
using Tito.Jinja.Values.Calls;

namespace Tito.Jinja.Values.Methods;

/// <summary><c>split</c>, <c>rsplit</c>, <c>partition</c>, <c>rpartition</c> and <c>splitlines</c>.</summary>
internal static class SplitMethods
{
    public static IEnumerable<Builtin> All { get; } =
    [
        new("split", "self, sep?, maxsplit?", static (in call) => Split(call, fromEnd: false)),
        new("rsplit", "self, sep?, maxsplit?", static (in call) => Split(call, fromEnd: true)),
        new("partition", "self, sep, /", static (in call) => Partition(call, fromEnd: false)),
        new("rpartition", "self, sep, /", static (in call) => Partition(call, fromEnd: true)),
        new("splitlines", "self, keepends?", static (in call) =>
        {
            call.State.ChargeText(call.TargetText.Length);
            return ToList(SplitLines(call.TargetText, call.IsTrue(1)));
        }),
    ];

    /// <summary>The lines of a text by every boundary that Python knows.</summary>
    public static List<string> SplitLines(string text, bool keepEnds)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            var end = start;
            while (end < text.Length && !IsLineBoundary(text[end]))
            {
                end++;
            }

            var next = end == text.Length ? end : end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
            lines.Add(text[start..(keepEnds ? next : end)]);
            start = next;
        }

        return lines;
    }

    /// <summary>Splits at whitespace, runs of which count once, at most so many times (-1: always).</summary>
    public static List<string> SplitAtSpace(string text, int maxSplit, bool fromEnd) =>
        fromEnd ? SplitAtSpaceFromEnd(text, maxSplit) : SplitAtSpaceFromStart(text, maxSplit);

    private static bool IsLineBoundary(char character) =>
        character is (>= '\n' and <= '\r') or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2028' or '\u2029';

    private static ListValue Split(in Call call, bool fromEnd)
    {
        var text = call.TargetText;
        call.State.ChargeText(text.Length);
        var maxSplit = call.Find(2) is null ? -1 : call.Size(2, -1);
        if (!call.Has(1))
        {
            return ToList(SplitAtSpace(text, maxSplit, fromEnd));
        }

        var separator = call.Find(1) is StringValue given
            ? given.Text
            : throw EvaluationFault.Type($"must be str or None, not {call[1].TypeName}");
        if (separator.Length == 0)
        {
            throw EvaluationFault.Argument("empty separator");
        }

        IReadOnlyCollection<string> parts = fromEnd
            ? SplitFromEnd(text, separator, maxSplit)
            : text.Split(separator, maxSplit < 0 ? int.MaxValue : (int)Math.Min(maxSplit + 1L, int.MaxValue));
        return ToList(parts);
    }

    private static List<string> SplitFromEnd(string text, string separator, int maxSplit)
    {
        var parts = new List<string>();
        var end = text.Length;
        while (maxSplit < 0 || parts.Count < maxSplit)
        {
            var index = end == 0 ? -1 : text.LastIndexOf(separator, end - 1, end, StringComparison.Ordinal);
            if (index < 0)
            {
                break;
            }

            parts.Add(text[(index + separator.Length)..end]);
            end = index;
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<string> SplitAtSpaceFromStart(string text, int maxSplit)
    {
        var parts = new List<string>();
        var index = 0;
        while (true)
        {
            while (index < text.Length && PythonText.IsSpace(text[index]))
            {
                index++;
            }

            if (index == text.Length)
            {
                return parts;
            }

            if (parts.Count == maxSplit)
            {
                parts.Add(text[index..]);
                return parts;
            }

            var start = index;
            while (index < text.Length && !PythonText.IsSpace(text[index]))
            {
                index++;
            }

            parts.Add(text[start..index]);
        }
    }

    private static List<string> SplitAtSpaceFromEnd(string text, int maxSplit)
    {
        var parts = new List<string>();
        var index = text.Length;
        while (true)
        {
            while (index > 0 && PythonText.IsSpace(text[index - 1]))
            {
                index--;
            }

            if (index == 0)
            {
                break;
            }

            if (parts.Count == maxSplit)
            {
                parts.Add(text[..index]);
                break;
            }

            var end = index;
            while (index > 0 && !PythonText.IsSpace(text[index - 1]))
            {
                index--;
            }

            parts.Add(text[index..end]);
        }

        parts.Reverse();
        return parts;
    }

    private static TupleValue Partition(in Call call, bool fromEnd)
    {
        var (text, separator) = (call.TargetText, call.Text(1));
        call.State.ChargeText(text.Length);
        if (separator.Length == 0)
        {
            throw EvaluationFault.Argument("empty separator");
        }

        var index = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        if (index < 0)
        {
            return fromEnd
                ? new TupleValue(StringValue.Empty, StringValue.Empty, call.Target)
                : new TupleValue(call.Target, StringValue.Empty, StringValue.Empty);
        }

        return new TupleValue(new StringValue(text[..index]), call[1], new StringValue(text[(index + separator.Length)..]));
    }

    private static ListValue ToList(IReadOnlyCollection<string> parts) => new([.. parts.Select(static part => new StringValue(part))]);
}
