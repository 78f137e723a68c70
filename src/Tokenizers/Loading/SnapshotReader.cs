using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the values of a snapshot and trusts none of them: its SHA-256 says that it is whole, not who wrote it.</summary>
internal struct SnapshotReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public int ReadInt32() => ReadInt32s(1)[0];

    public int[] ReadInt32s(int count)
    {
        if (count < 0 || count > _rest.Length / sizeof(int))
        {
            throw Broken();
        }

        var values = MemoryMarshal.Cast<byte, int>(ReadBytes(count * sizeof(int)).Span).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, values);
        }

        return values;
    }

    public ReadOnlyMemory<byte> ReadBytes(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            throw Broken();
        }

        var read = _rest[..length];
        _rest = _rest[length..];
        return read;
    }

    public Vocabulary ReadVocabulary()
    {
        var ends = ReadInt32s(ReadInt32());
        var last = 0;
        foreach (var end in ends)
        {
            last = end >= last ? end : throw Broken();
        }

        var block = ReadBytes(last).ToArray();
        RequireTexts(block, ends);
        var count = ReadInt32();
        var numbers = ReadInt32s(count >= 0 && count <= int.MaxValue / 4 ? 4 * count : -1);
        var merges = new Merge[count];
        for (var i = 0; i < count; i++)
        {
            var (left, right, rank, id) = (numbers[4 * i], numbers[(4 * i) + 1], numbers[(4 * i) + 2], numbers[(4 * i) + 3]);
            merges[i] = IsToken(left) && IsToken(right) && IsToken(id) && rank >= 0 ? new(left, right, rank, id) : throw Broken();
        }

        return _rest.IsEmpty ? new(new(block, ends), merges) : throw Broken();

        bool IsToken(int id) => id >= 0 && id < ends.Length && ends[id] > (id == 0 ? 0 : ends[id - 1]);
    }

    // All of it is UTF-8, and no token starts within a scalar: then each token is UTF-8.
    private static void RequireTexts(byte[] block, int[] ends)
    {
        var valid = Utf8.IsValid(block);
        for (var i = 0; i < ends.Length - 1 && valid; i++)
        {
            valid = ends[i] == block.Length || (block[ends[i]] & 0xC0) != 0x80;
        }

        _ = valid ? valid : throw Broken();
    }

    private static AssetException Broken() => new("snapshot", "holds values that do not fit together.");
}
