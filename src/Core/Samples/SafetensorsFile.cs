using System.Collections.Immutable;

namespace Tito.Core.Samples;

/// <summary>The safetensors container: eight bytes of header length, the header as JSON, then the tensors one after the other.</summary>
/// <remarks>
/// Format: https://github.com/huggingface/safetensors#format. "8 bytes: N, an unsigned little-endian 64-bit integer, containing the
/// size of the header; N bytes: a JSON UTF-8 string representing the header", whose data offsets are "relative to the beginning of
/// the byte buffer"; the header may be padded with spaces, as the reference writer does to align the buffer to eight bytes. That
/// writer also sorts: the widest type first, so that every tensor is aligned, then by name.
/// </remarks>
public static class SafetensorsFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="tensors">The tensors, in any order; names are unique.</param>
    /// <exception cref="OverflowException">The file would have more than 2^31 - 1 bytes.</exception>
    public static byte[] Write(ImmutableArray<Safetensor> tensors)
    {
        ImmutableArray<SafetensorEntry> sorted = SafetensorEntry.Sort(tensors.Select((tensor, index) =>
            new SafetensorEntry(tensor.Name, tensor.Type, [.. tensor.Shape], index, tensor.Bytes.Length)));
        var head = SafetensorsHead.Write(sorted);
        var file = new byte[checked((int)(head.Length + sorted.Sum(tensor => tensor.Length)))];
        head.CopyTo(file, 0);
        var at = head.Length;
        foreach (var tensor in sorted)
        {
            tensors[(int)tensor.Start].Bytes.Span.CopyTo(file.AsSpan(at));
            at += (int)tensor.Length;
        }

        return file;
    }
}
