namespace Tito.Tokenizers.PreTokenization;

/// <summary>
/// The pieces of a text that a <see cref="Split"/> cuts, one by one: matches and gaps, which come in order and without holes, are joined by
/// its behaviour. A long text needs no list of them.
/// </summary>
internal ref struct SplitPieces(ReadOnlySpan<char> text, PatternScanner pattern, SplitBehavior behavior, bool invert)
{
    private readonly ReadOnlySpan<char> _text = text;
    private Piece _match = Piece.None;
    private Piece _held = Piece.None;
    private bool _heldIsMatch;
    private int _done;

    /// <summary>The piece that was found last, by its place in the text.</summary>
    public Piece Current { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly SplitPieces GetEnumerator() => this;

    /// <summary>Finds the next piece; false at the end of the text.</summary>
    public bool MoveNext()
    {
        while (_done < _text.Length)
        {
            var (next, isMatch) = Next();
            if (Joins(isMatch))
            {
                (_held, _heldIsMatch) = (new(_held.Start, next.End), isMatch);
                continue;
            }

            var isPiece = Take();
            (_held, _heldIsMatch) = (next, isMatch);
            if (isPiece)
            {
                return true;
            }
        }

        var isLast = Take();
        _held = Piece.None;
        return isLast;
    }

    /// <summary>The next match or gap that is not empty, and which of the two it counts as.</summary>
    private (Piece Part, bool IsMatch) Next()
    {
        if (_match == Piece.None)
        {
            _match = pattern.Find(_text, _done);
            var gapEnd = _match == Piece.None ? _text.Length : _match.Start;
            if (gapEnd > _done)
            {
                var gap = new Piece(_done, gapEnd);
                _done = gapEnd;
                return (gap, invert);
            }
        }

        var match = _match;
        (_match, _done) = (Piece.None, match.End);
        return (match, !invert);
    }

    private readonly bool Joins(bool isMatch) => _held != Piece.None && behavior switch
    {
        SplitBehavior.Contiguous => isMatch == _heldIsMatch,
        SplitBehavior.MergedWithPrevious => isMatch && !_heldIsMatch,
        SplitBehavior.MergedWithNext => !isMatch && _heldIsMatch,
        _ => false,
    };

    /// <summary>Makes what is held the current piece, where it is one.</summary>
    private bool Take()
    {
        Current = _held;
        return _held != Piece.None && !(behavior == SplitBehavior.Removed && _heldIsMatch);
    }
}
