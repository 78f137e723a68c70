using Tito.Tokenizers.Models;
using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers;

/// <summary>The buffers of one encode call, kept for the next.</summary>
/// <remarks>Not thread-safe: a call rents one from the <see cref="ScratchPool"/>.</remarks>
internal sealed class EncoderScratch
{
    // A scratch that one huge text has blown up is not kept: 4 Mi ids are 16 MiB.
    private const int LargestKept = 4 << 20;

    // So many ids go into an array of their own: a buffer that doubles would take three times what they need.
    private const int MostTogether = 1 << 20;

    private readonly List<int[]> _spilled = [];

    /// <summary>The last ids; those before them were spilled.</summary>
    public GrowingBuffer<int> Ids { get; } = new(1024);

    public GrowingBuffer<byte> Bytes { get; } = new(1024);

    public PieceList Pieces { get; } = new();

    public MergeQueue Queue { get; } = new();

    public PieceCache Cache { get; } = new();

    /// <summary>How many ids there are.</summary>
    public int Count => _spilled.Sum(static ids => ids.Length) + Ids.Count;

    /// <summary>Puts ids apart where they are many; called between pieces, because a model looks back at those of its piece.</summary>
    public void SpillMany()
    {
        if (Ids.Count >= MostTogether)
        {
            _spilled.Add(Ids.Written.ToArray());
            Ids.Clear();
        }
    }

    /// <summary>Copies all ids.</summary>
    /// <param name="destination">As long as <see cref="Count"/>.</param>
    public void CopyTo(Span<int> destination)
    {
        foreach (var ids in _spilled)
        {
            ids.CopyTo(destination);
            destination = destination[ids.Length..];
        }

        Ids.Written.CopyTo(destination);
    }

    /// <summary>Forgets all ids.</summary>
    public void Clear()
    {
        _spilled.Clear();
        Ids.Clear();
    }

    /// <summary>False when keeping it would hold on to the memory of an unusually long text.</summary>
    public bool IsWorthKeeping =>
        int.Max(int.Max(Ids.Capacity, Bytes.Capacity), int.Max(Pieces.Capacity, Queue.Capacity)) <= LargestKept;
}
