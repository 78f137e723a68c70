using Tito.Tokenizers.Models;
using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers;

/// <summary>The buffers of one encode call, kept for the next.</summary>
/// <remarks>Not thread-safe: a call rents one from the <see cref="ScratchPool"/>.</remarks>
internal sealed class EncoderScratch
{
    // A scratch that one huge text has blown up is not kept: 4 Mi ids are 16 MiB.
    private const int LargestKept = 4 << 20;

    public GrowingBuffer<int> Ids { get; } = new(1024);

    public GrowingBuffer<byte> Bytes { get; } = new(1024);

    public PieceList Pieces { get; } = new();

    public MergeQueue Queue { get; } = new();

    public PieceCache Cache { get; } = new();

    /// <summary>False when keeping it would hold on to the memory of an unusually long text.</summary>
    public bool IsWorthKeeping =>
        int.Max(int.Max(Ids.Capacity, Bytes.Capacity), int.Max(Pieces.Capacity, Queue.Capacity)) <= LargestKept;
}
