using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tito.Tokenizers.Loading;

/// <summary>The identity of a tokenizer that is made of a vocabulary file and of settings beside it.</summary>
internal static class AssetIdentity
{
    /// <summary>
    /// SHA-256, 32 bytes. Each part is hashed as its length in bytes, a little-endian int64, and its bytes, so that no two pairs are hashed
    /// as the same bytes.
    /// </summary>
    public static byte[] Of(ReadOnlySpan<byte> vocabulary, ReadOnlySpan<byte> settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, vocabulary.Length);
        hash.AppendData(length);
        hash.AppendData(vocabulary);
        BinaryPrimitives.WriteInt64LittleEndian(length, settings.Length);
        hash.AppendData(length);
        hash.AppendData(settings);
        return hash.GetHashAndReset();
    }
}
