using System.Security.Cryptography;
using System.Text;

namespace Tito.Storage.Rows;

/// <summary>Makes and checks the seals of one secret: 8 bytes by which the key is known again, and the HMAC-SHA-256 of the row.</summary>
/// <remarks>
/// Immutable and thread-safe. Both are derived for rows alone: no seal of anything else that has the same secret fits a row.
/// </remarks>
internal sealed class RowSealKey
{
    /// <summary>The bytes of a seal.</summary>
    public const int SealLength = IdLength + HMACSHA256.HashSizeInBytes;

    private const int IdLength = 8;

    private readonly byte[] _key;
    private readonly byte[] _id;

    /// <summary>The seals of a secret.</summary>
    /// <param name="secret">Any text; its UTF-8 is what the key is derived from.</param>
    public RowSealKey(string secret)
    {
        _key = Derive(secret, "tito row seal 1", HMACSHA256.HashSizeInBytes);
        _id = Derive(secret, "tito row seal 1 id", IdLength);
    }

    /// <summary>Whether a seal of the right length says that it is of this key.</summary>
    public bool IsNamedBy(ReadOnlySpan<byte> seal) => CryptographicOperations.FixedTimeEquals(seal[..IdLength], _id);

    /// <summary>The seal of a row.</summary>
    public byte[] Seal(IDictionary<string, object?> row)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        return [.. _id, .. SealedBytes.Hash(row, hash)];
    }

    /// <summary>Whether a seal is this row's, in a time that does not say how much of it is.</summary>
    public bool Holds(ReadOnlySpan<byte> seal, IDictionary<string, object?> row) =>
        CryptographicOperations.FixedTimeEquals(seal, Seal(row));

    // RFC 5869 without a salt.
    private static byte[] Derive(string secret, string purpose, int length) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), length, salt: null, Encoding.ASCII.GetBytes(purpose));
}
