using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>The pieces of a text while pre-tokenizers cut it, each step reading the last step's pieces and writing its own.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PieceList
{
    private GrowingBuffer<Piece> _current = new(256);
    private GrowingBuffer<Piece> _next = new(256);

    public int Capacity => int.Max(_current.Capacity, _next.Capacity);

    public ReadOnlySpan<Piece> Current => _current.Written;

    /// <summary>Whether nothing, not even an added token, stands before the first piece.</summary>
    public bool StartsText { get; private set; }

    /// <summary>Starts over with one piece, the whole text.</summary>
    public void Reset(int length, bool startsText)
    {
        StartsText = startsText;
        _current.Clear();
        _current.Add(new(0, length));
    }

    /// <summary>Adds a piece to what the step writes; an empty one is dropped.</summary>
    public void Write(int start, int end)
    {
        if (start < end)
        {
            _next.Add(new(start, end));
        }
    }

    /// <summary>Ends a step: what it wrote is what the next one reads.</summary>
    public void Flip()
    {
        (_current, _next) = (_next, _current);
        _next.Clear();
    }
}
