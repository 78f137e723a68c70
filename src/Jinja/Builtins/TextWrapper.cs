using System.Text;
using Tito.Jinja.Rendering;
using Tito.Jinja.Values;

namespace Tito.Jinja.Builtins;

/// <summary>
/// Python's <c>textwrap.TextWrapper</c> with neither indents nor a limit of lines, tabs and other whitespace left as they are.
/// </summary>
/// <param name="Width">The longest line; a float will do until a word has to be broken.</param>
/// <param name="BreaksLongWords">Whether a word longer than the width is broken.</param>
/// <param name="SplitsAtHyphens">Whether a line may end after the hyphen of a compound word: Python's <c>is True</c>.</param>
/// <param name="BreaksAtHyphens">Whether a long word is rather broken after a hyphen.</param>
internal sealed record TextWrapper(Value Width, bool BreaksLongWords, bool SplitsAtHyphens, bool BreaksAtHyphens)
{
    /// <exception cref="EvaluationFault">The width is not a positive number, or a word has to be broken at a fraction.</exception>
    public List<string> Wrap(string text, RenderState state)
    {
        var limit = Limit();
        var characters = CodePoints.ToRunes(text);
        var chunks = new Stack<Range>(WordChunks.Split(characters, SplitsAtHyphens).Reverse());
        var lines = new List<string>();
        while (chunks.Count > 0)
        {
            state.Charge(1);

            // "First chunk on line is whitespace -- drop it, unless this is the very beginning of the text".
            if (lines.Count > 0 && IsBlank(characters[chunks.Peek()]))
            {
                chunks.Pop();
            }

            if (TakeLine(characters, chunks, limit, state) is { } line)
            {
                lines.Add(string.Concat(characters[line].Select(static rune => rune.ToString())));
            }
        }

        return lines;
    }

    private static bool IsBlank(ReadOnlySpan<Rune> characters)
    {
        foreach (var rune in characters)
        {
            if (!rune.IsBmp || !PythonText.IsSpace((char)rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    private double Limit()
    {
        if (Width is UndefinedValue undefined)
        {
            throw undefined.Fault();
        }

        if (!Numbers.IsNumber(Width))
        {
            throw EvaluationFault.Type($"'<=' not supported between instances of {PythonText.Repr(Width.TypeName)} and 'int'");
        }

        return Numbers.Compare(Width, IntegerValue.Of(0)) is <= 0
            ? throw EvaluationFault.Argument("invalid width (must be > 0)")
            : Numbers.ToDouble(Width);
    }

    /// <summary>
    /// The chunks of one line: they stand side by side in the text, so the line is a part of it. Null for a line of nothing but space.
    /// </summary>
    private Range? TakeLine(Rune[] characters, Stack<Range> chunks, double limit, RenderState state)
    {
        var taken = new List<Range>();
        var length = 0;
        while (chunks.TryPeek(out var chunk) && length + Length(chunk) <= limit)
        {
            state.Charge(1);
            taken.Add(chunks.Pop());
            length += Length(chunk);
        }

        if (chunks.TryPeek(out var next) && Length(next) > limit)
        {
            TakeLongWord(characters, chunks, taken, length, limit);
        }

        if (taken.Count > 0 && IsBlank(characters.AsSpan(taken[^1])))
        {
            taken.RemoveAt(taken.Count - 1);
        }

        return taken.Count > 0 ? taken[0].Start..taken[^1].End : null;
    }

    private void TakeLongWord(Rune[] characters, Stack<Range> chunks, List<Range> taken, int length, double limit)
    {
        if (BreaksLongWords)
        {
            var word = chunks.Pop();
            var end = word.Start.Value + BreakOf(characters.AsSpan(word), SpaceLeft(length, limit));
            taken.Add(word.Start..end);
            chunks.Push(end..word.End);
        }
        else if (taken.Count == 0)
        {
            taken.Add(chunks.Pop());
        }
    }

    private int SpaceLeft(int length, double limit) => limit < 1
        ? 1
        : Width is FloatValue
            ? throw EvaluationFault.Type("slice indices must be integers or None or have an __index__ method")
            : (int)limit - length;

    /// <summary>"break after last hyphen, but only if there are non-hyphens before it".</summary>
    private int BreakOf(ReadOnlySpan<Rune> word, int spaceLeft)
    {
        var hyphen = BreaksAtHyphens && word.Length > spaceLeft ? word[..spaceLeft].LastIndexOf(new Rune('-')) : -1;
        return hyphen > 0 && word[..hyphen].ContainsAnyExcept(new Rune('-')) ? hyphen + 1 : Math.Min(spaceLeft, word.Length);
    }

    private static int Length(Range chunk) => chunk.End.Value - chunk.Start.Value;
}
