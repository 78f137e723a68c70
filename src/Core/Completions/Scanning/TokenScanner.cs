using Tito.Tokenizers;

namespace Tito.Core.Completions.Scanning;

/// <summary>Cuts a completion into text and markers as its tokens come, in one pass.</summary>
/// <remarks>
/// A marker's token counts as one unit, and text as its characters. Text is given out once no marker can begin in it any more, and
/// characters once all their bytes are there.
/// </remarks>
internal sealed class TokenScanner(Tokenizer tokenizer, MarkerTable markers)
{
    private readonly IncrementalDetokenizer _decoder = tokenizer.StartDecoding(skipSpecialTokens: false);
    private readonly Queue<Mark> _marks = new();
    private readonly List<long> _starts = [];
    private char[] _text = new char[256];
    private int _start;
    private int _end;
    private long _taken; // Characters before _start, since the beginning.
    private long _units;
    private bool _isFinished;

    /// <summary>For each token the unit that it began with: one number a token.</summary>
    public IReadOnlyList<long> Starts => _starts;

    /// <summary>Whether the last token was one of the tokenizer's special ones that is no marker, as those that end a turn.</summary>
    public bool EndsSilent { get; private set; }

    /// <summary>Adds a token.</summary>
    public void Push(int id)
    {
        var kind = markers.KindOf(id, out var marker);
        EndsSilent = kind == LexemeKind.Silent && tokenizer.HasToken(id);
        if (kind == LexemeKind.Text)
        {
            _starts.Add(_units);
            Append(_decoder.Append(id));
            return;
        }

        if (tokenizer.HasToken(id))
        {
            // What was held back comes out before the token's own text, which is no text of the completion.
            var text = _decoder.Append(id);
            var own = marker ?? tokenizer.GetPiece(id);
            Append(text.EndsWith(own, StringComparison.Ordinal) ? text.AsSpan(0, text.Length - own.Length) : text);
        }

        _starts.Add(_units);
        _marks.Enqueue(new(_taken + _end - _start, marker));
        _units++;
    }

    /// <summary>Says that no token follows.</summary>
    public void Finish()
    {
        Append(_decoder.Finish());
        _isFinished = true;
    }

    /// <summary>The next piece that is certain, without taking it. Valid until the next token comes.</summary>
    /// <param name="literals">The markers to look for in text.</param>
    /// <param name="lexeme">The piece.</param>
    public bool TryPeek(LiteralSet literals, out Lexeme lexeme)
    {
        lexeme = default;
        var hasMark = _marks.TryPeek(out var mark);
        var text = _text.AsSpan(_start, hasMark ? (int)(mark.At - _taken) : _end - _start);
        if (text.IsEmpty)
        {
            if (hasMark)
            {
                lexeme = new()
                {
                    Kind = mark.Marker is null ? LexemeKind.Silent : LexemeKind.Marker,
                    Text = mark.Marker,
                    Marker = mark.Marker,
                    IsToken = true,
                };
            }

            return hasMark;
        }

        var at = literals.Find(text, mayGoOn: !hasMark && !_isFinished, out var found);
        if (at != 0)
        {
            lexeme = new() { Kind = LexemeKind.Text, Text = at < 0 ? text : text[..at] };
            return true;
        }

        if (found is null)
        {
            return false;
        }

        lexeme = new() { Kind = LexemeKind.Marker, Text = text[..found.Length], Marker = found };
        return true;
    }

    /// <summary>Takes a piece that was peeked at.</summary>
    public void Take(in Lexeme lexeme)
    {
        if (lexeme.IsToken)
        {
            _marks.Dequeue();
        }
        else
        {
            Take(lexeme.Text.Length);
        }
    }

    /// <summary>Takes the first characters of a text that was peeked at.</summary>
    public void Take(int count)
    {
        _start += count;
        _taken += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _text.Length - _end)
        {
            var grown = new char[Math.Max(_text.Length, 2 * (_end - _start + text.Length))];
            _text.AsSpan(_start, _end - _start).CopyTo(grown);
            (_text, _end, _start) = (grown, _end - _start, 0);
        }

        text.CopyTo(_text.AsSpan(_end));
        _end += text.Length;
        _units += text.Length;
    }

    private readonly record struct Mark(long At, string? Marker);
}
