using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tito.Core.Messages.Normal;

/// <summary>The SHA-256 of a normal form. It lives in memory alone, so what it is made of may change with any release.</summary>
/// <param name="High">The first 16 bytes.</param>
/// <param name="Low">The last 16 bytes.</param>
internal readonly record struct FormHash(UInt128 High, UInt128 Low)
{
    /// <summary>The hash of some bytes.</summary>
    public static FormHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
