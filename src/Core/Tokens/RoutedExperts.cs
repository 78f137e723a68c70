namespace Tito.Core.Tokens;

/// <summary>
/// Which experts of a mixture-of-experts model each token of a sequence was routed to, for some of its tokens: int32
/// <c>[rows, layers, top_k]</c>. A trainer replays them.
/// </summary>
/// <remarks>
/// Row <c>r</c> belongs to token <c>r</c> of the sequence. The last token of a sequence has no row: nothing was computed from it yet.
/// Immutable and thread-safe, as long as the memory behind <see cref="Bytes"/> is not written to.
/// </remarks>
public sealed class RoutedExperts
{
    /// <summary>The rows of some tokens.</summary>
    /// <param name="startRow">The token of the first row, 0 or more.</param>
    /// <param name="layers">Number of layers with experts, 1 or more.</param>
    /// <param name="topK">Number of experts that work on a token in each layer, 1 or more.</param>
    /// <param name="bytes">Expert ids, int32 <c>[rows, layers, top_k]</c>, little-endian; may be empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the numbers is too small.</exception>
    /// <exception cref="OverflowException">A row would have more than 2^31 - 1 bytes.</exception>
    /// <exception cref="ArgumentException">The bytes are not a whole number of rows.</exception>
    public RoutedExperts(int startRow, int layers, int topK, ReadOnlyMemory<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startRow);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(topK, 1);
        (StartRow, Layers, TopK, Bytes) = (startRow, layers, topK, bytes);
        if (bytes.Length % RowBytes != 0)
        {
            throw new ArgumentException($"{bytes.Length} bytes are not a whole number of rows of {RowBytes} bytes.", nameof(bytes));
        }
    }

    /// <summary>The token of the first row, 0 or more; 0 when the whole sequence is here.</summary>
    public int StartRow { get; }

    /// <summary>Number of layers with experts, 1 or more.</summary>
    public int Layers { get; }

    /// <summary>Number of experts that work on a token in each layer, 1 or more.</summary>
    public int TopK { get; }

    /// <summary>Expert ids, int32 <c>[rows, layers, top_k]</c>, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Number of rows, 0 or more.</summary>
    public int RowCount => Bytes.Length / RowBytes;

    /// <summary>One past the token of the last row.</summary>
    public int EndRow => StartRow + RowCount;

    /// <summary>Length of a row in bytes.</summary>
    public int RowBytes => checked(Layers * TopK * sizeof(int));
}
