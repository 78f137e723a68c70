using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Storage.Rows;

/// <summary>
/// Hands parts to a hash, each after its length as a little-endian int32. Small ones go in company: a call into the hash costs more than
/// the few bytes of a column.
/// </summary>
/// <param name="hash">The hash.</param>
/// <param name="buffer"><see cref="BufferLength"/> bytes to collect small parts in.</param>
internal ref struct HashWriter(IncrementalHash hash, Span<byte> buffer)
{
    /// <summary>Length of the buffer, in bytes.</summary>
    public const int BufferLength = 1024;

    private readonly Span<byte> _buffer = buffer;
    private int _count;

    /// <summary>Writes a part.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="type">The letter of its type, which stands before the bytes and counts with them; null for none.</param>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes, char? type)
    {
        WriteHead(bytes.Length, type);
        if (bytes.Length > _buffer.Length - _count)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_buffer[_count..]);
        _count += bytes.Length;
    }

    /// <summary>Writes a part of UTF-8 text.</summary>
    /// <inheritdoc cref="WriteBytes"/>
    public void WriteText(string text, char? type)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > _buffer.Length)
        {
            WriteBytes(Encoding.UTF8.GetBytes(text), type);
            return;
        }

        WriteHead(length, type);
        if (length > _buffer.Length - _count)
        {
            Flush();
        }

        _count += Encoding.UTF8.GetBytes(text, _buffer[_count..]);
    }

    /// <summary>Writes a little-endian number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="length">Its bytes, 1 to 8.</param>
    /// <param name="type">The letter of its type.</param>
    public void WriteNumber(long number, int length, char type)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        WriteBytes(bytes[..length], type);
    }

    /// <summary>Hands over what was collected.</summary>
    public void Flush()
    {
        hash.AppendData(_buffer[.._count]);
        _count = 0;
    }

    private void WriteHead(int length, char? type)
    {
        if (_buffer.Length - _count < sizeof(int) + 1)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt32LittleEndian(_buffer[_count..], length + (type is null ? 0 : 1));
        _count += sizeof(int);
        if (type is { } letter)
        {
            _buffer[_count++] = (byte)letter;
        }
    }
}
