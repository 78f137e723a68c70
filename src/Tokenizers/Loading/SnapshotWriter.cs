using System.Buffers;
using System.Buffers.Binary;

namespace Tito.Tokenizers.Loading;

/// <summary>Appends the values of a snapshot.</summary>
internal sealed class SnapshotWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Write(int value) => Write([value]);

    public void Write(ReadOnlySpan<int> values)
    {
        var bytes = _buffer.GetSpan(values.Length * sizeof(int));
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * sizeof(int))..], values[i]);
        }

        _buffer.Advance(values.Length * sizeof(int));
    }

    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);
}
