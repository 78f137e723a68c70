using System.Buffers;
using Tito.Core.Tokens;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Appends the values of a snapshot.</summary>
internal sealed class SnapshotWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Write(int value) => Write([value]);

    public void Write(ReadOnlySpan<int> values) => Write(LittleEndian.FromInt32(values));

    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);
}
