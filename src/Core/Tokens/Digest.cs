using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Tito.Core.Tokens;

/// <summary>A SHA-256 value, 32 bytes. The default value is 32 zero bytes, which stands for "nothing yet".</summary>
/// <param name="High">The first 16 bytes, big-endian.</param>
/// <param name="Low">The last 16 bytes, big-endian.</param>
public readonly record struct Digest(UInt128 High, UInt128 Low)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int ByteLength = 32;

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[ByteLength];
        SHA256.HashData(bytes, hash);
        return FromBytes(hash);
    }

    /// <summary>A digest from its 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 bytes long.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == ByteLength
        ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
        : throw new ArgumentException($"A digest has {ByteLength} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>A digest from its 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException"><paramref name="hex"/> is anything else.</exception>
    public static Digest Parse(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return bytes.Length == ByteLength ? FromBytes(bytes) : throw new FormatException($"A digest has 64 digits, not {hex.Length}.");
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[ByteLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), Low);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");
}
