namespace Tito.Tokenizers.PreTokenization;

/// <summary>Joins matches and gaps, which come in order and without holes, into the pieces of a behaviour.</summary>
internal struct SplitWriter(PieceList pieces, SplitBehavior behavior)
{
    private int _start = -1;
    private int _end;
    private bool _isMatch;

    /// <summary>The next match or gap; an empty one is not a gap.</summary>
    public void Write(int start, int end, bool isMatch)
    {
        if (start == end)
        {
            return;
        }

        var joins = _start >= 0 && behavior switch
        {
            SplitBehavior.Contiguous => isMatch == _isMatch,
            SplitBehavior.MergedWithPrevious => isMatch && !_isMatch,
            SplitBehavior.MergedWithNext => !isMatch && _isMatch,
            _ => false,
        };
        if (!joins)
        {
            Finish();
            _start = start;
        }

        (_end, _isMatch) = (end, isMatch);
    }

    /// <summary>Writes what is still held.</summary>
    public readonly void Finish()
    {
        if (_start >= 0 && !(behavior == SplitBehavior.Removed && _isMatch))
        {
            pieces.Write(_start, _end);
        }
    }
}
