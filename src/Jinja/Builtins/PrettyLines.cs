using Tito.Jinja.Rendering;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Methods;

namespace Tito.Jinja.Builtins;

/// <summary>How <c>pprint</c> cuts a long string: at its lines, and within them after whitespace.</summary>
internal static class PrettyLines
{
    /// <summary>The <c>repr</c> of each piece. The last line must leave the allowance free, the others may fill the width.</summary>
    public static List<string> Split(string text, int width, int allowance, RenderState state)
    {
        state.ChargeText(text.Length);
        var pieces = new List<string>();
        var lines = SplitMethods.SplitLines(text, keepEnds: true);
        for (var index = 0; index < lines.Count; index++)
        {
            var isLast = index == lines.Count - 1;
            var repr = PythonText.Repr(lines[index]);
            if (CodePoints.Count(repr) <= (isLast ? width - allowance : width))
            {
                pieces.Add(repr);
            }
            else
            {
                Fill(pieces, Words(lines[index]), width, isLast ? allowance : 0, state);
            }
        }

        return pieces;
    }

    private static void Fill(List<string> pieces, List<string> words, int width, int allowance, RenderState state)
    {
        var current = "";
        for (var index = 0; index < words.Count; index++)
        {
            var candidate = current + words[index];
            state.ChargeText(candidate.Length);
            var room = index == words.Count - 1 ? width - allowance : width;
            if (CodePoints.Count(PythonText.Repr(candidate)) <= room)
            {
                current = candidate;
                continue;
            }

            if (current.Length > 0)
            {
                pieces.Add(PythonText.Repr(current));
            }

            current = words[index];
        }

        if (current.Length > 0)
        {
            pieces.Add(PythonText.Repr(current));
        }
    }

    /// <summary><c>re.findall(r'\S*\s*', line)</c>.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        for (var start = 0; start < line.Length;)
        {
            var end = start;
            while (end < line.Length && !PythonText.IsSpace(line[end]))
            {
                end++;
            }

            while (end < line.Length && PythonText.IsSpace(line[end]))
            {
                end++;
            }

            words.Add(line[start..end]);
            start = end;
        }

        return words;
    }
}
