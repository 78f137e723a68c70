using System.Buffers;

namespace Tito.Jinja.Rendering;

/// <summary>
/// The text of a render. A captured block is written to the same buffer and taken out again at its end, so one limit holds for all.
/// </summary>
internal sealed class OutputBuffer(int maxLength) : IDisposable
{
    /// <summary>From here on a text is kept as it is and copied once, when all is there: a message may have megabytes.</summary>
    private const int Long = 1 << 16;

    private readonly Stack<LongText> _longTexts = new();
    private char[] _text = ArrayPool<char>.Shared.Rent(4096);
    private int _short;

    /// <summary>Everything that is in the buffer, open captures included.</summary>
    public int Length { get; private set; }

    public void Append(string text)
    {
        if (text.Length < Long)
        {
            Append(text.AsSpan());
            return;
        }

        RequireRoom(text.Length);
        _longTexts.Push(new(Length, _short, text));
        Length += text.Length;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        RequireRoom(text.Length);
        if (text.Length > _text.Length - _short)
        {
            Grow(text.Length);
        }

        text.CopyTo(_text.AsSpan(_short));
        _short += text.Length;
        Length += text.Length;
    }

    /// <summary>Starts a capture and returns its mark.</summary>
    public int BeginCapture() => Length;

    /// <summary>Ends the innermost capture and takes out what it caught.</summary>
    public string EndCapture(int mark)
    {
        var text = TextFrom(mark, out var start);
        while (_longTexts.TryPeek(out var last) && last.Start >= mark)
        {
            _longTexts.Pop();
        }

        (Length, _short) = (mark, start);
        return text;
    }

    public override string ToString() => TextFrom(0, out _);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _longTexts.Clear();
        (Length, _short) = (0, 0);
    }

    /// <summary>The text from a mark on, which no long text spans.</summary>
    /// <param name="mark">0 to <see cref="Length"/>.</param>
    /// <param name="start">Where the short texts after the mark begin.</param>
    private string TextFrom(int mark, out int start)
    {
        if (_longTexts.Count == 0)
        {
            start = _short - (Length - mark);
            return new(_text, start, _short - start);
        }

        var longTexts = _longTexts.TakeWhile(text => text.Start >= mark).Reverse().ToArray();
        start = _short - (Length - mark - longTexts.Sum(text => text.Text.Length));
        return longTexts switch
        {
            [] => new(_text, start, _short - start),
            [var only] when only.Text.Length == Length - mark => only.Text,
            _ => string.Create(Length - mark, (Buffer: this, Start: start, LongTexts: longTexts), static (text, from) =>
            {
                var at = from.Start;
                foreach (var (_, after, longText) in from.LongTexts)
                {
                    from.Buffer._text.AsSpan(at..after).CopyTo(text);
                    longText.CopyTo(text[(after - at)..]);
                    text = text[(after - at + longText.Length)..];
                    at = after;
                }

                from.Buffer._text.AsSpan(at, text.Length).CopyTo(text);
            }),
        };
    }

    private void RequireRoom(int added)
    {
        if (added > maxLength - Length)
        {
            throw EvaluationFault.Limit($"the output is longer than {maxLength} characters");
        }
    }

    private void Grow(int added)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_short + added, _text.Length * 2));
        _text.AsSpan(0, _short).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }

    /// <summary>A text that is not in the buffer of short ones.</summary>
    /// <param name="Start">Where it begins in the output.</param>
    /// <param name="After">How many characters of short texts stand before it.</param>
    /// <param name="Text">The very string that was appended.</param>
    private readonly record struct LongText(int Start, int After, string Text);
}
