using System.Buffers;

namespace Tito.Core.Samples;

/// <summary>
/// Writes a safetensors file of any length: the header comes first and names all tensors, so their bytes wait in a spool until the last
/// one is there. What is in memory is about 200 bytes a tensor.
/// </summary>
/// <remarks>The file is that of <see cref="SafetensorsFile"/>, byte for byte. Not thread-safe.</remarks>
/// <param name="spool">Where bytes wait: an empty stream that can be read, written and sought. The caller disposes it.</param>
public sealed class SafetensorsWriter(Stream spool)
{
    private const int PieceLength = 1 << 20;

    private readonly List<SafetensorEntry> _tensors = [];

    /// <summary>Adds a tensor.</summary>
    /// <param name="tensor">Its name is unique in the file.</param>
    public void Add(Safetensor tensor)
    {
        _tensors.Add(new(tensor.Name, tensor.Type, [.. tensor.Shape], spool.Position, tensor.Bytes.Length));
        spool.Write(tensor.Bytes.Span);
    }

    /// <summary>Adds a uint8 vector that is not in memory.</summary>
    /// <param name="name">Unique in the file.</param>
    /// <param name="bytes">Is read from where it stands to its end.</param>
    public void Add(string name, Stream bytes)
    {
        var start = spool.Position;
        bytes.CopyTo(spool);
        var length = spool.Position - start;
        _tensors.Add(new(name, SafetensorType.U8, [length], start, length));
    }

    /// <summary>Writes the whole file. Once.</summary>
    /// <param name="file">Takes it.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <exception cref="OverflowException">There are more tensors than the header of a file can name.</exception>
    public void Write(Stream file, CancellationToken cancellationToken)
    {
        var sorted = SafetensorEntry.Sort(_tensors);
        file.Write(SafetensorsHead.Write(sorted));
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            foreach (var tensor in sorted)
            {
                spool.Position = tensor.Start;
                for (var left = tensor.Length; left > 0;)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var next = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
                    spool.ReadExactly(next);
                    file.Write(next);
                    left -= next.Length;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
