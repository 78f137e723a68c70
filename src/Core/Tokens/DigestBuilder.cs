using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Core.Tokens;

/// <summary>
/// Hashes a list of fields without ambiguity: each field is its length in bytes as a little-endian int64, then its bytes.
/// </summary>
/// <remarks>The encoding is public (docs/digests.md), so that a trainer can verify a chain in any language. Not thread-safe.</remarks>
public sealed class DigestBuilder : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a field of raw bytes.</summary>
    public DigestBuilder Add(ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, field.Length);
        _hash.AppendData(length);
        _hash.AppendData(field);
        return this;
    }

    /// <summary>Adds numbers as a field of 4 bytes each, little-endian.</summary>
    internal DigestBuilder Add(ReadOnlySpan<int> field) =>
        Add(BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(field) : LittleEndian.FromInt32(field));

    /// <summary>Adds a field of UTF-8 text.</summary>
    public DigestBuilder Add(string field) => Add(Encoding.UTF8.GetBytes(field));

    /// <summary>Adds a digest as a field of 32 bytes.</summary>
    public DigestBuilder Add(Digest field) => Add(field.ToByteArray());

    /// <summary>The SHA-256 of the fields so far; the builder starts over.</summary>
    public Digest Build()
    {
        Span<byte> hash = stackalloc byte[Digest.ByteLength];
        _hash.GetHashAndReset(hash);
        return Digest.FromBytes(hash);
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
