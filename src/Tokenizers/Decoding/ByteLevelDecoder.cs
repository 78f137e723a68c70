using System.Buffers;
using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Decoding;

/// <summary>The bytes of all tokens, one after the other, read as UTF-8.</summary>
/// <remarks>
/// Bytes that are not UTF-8 become U+FFFD by "substitution of maximal subparts" (the Unicode standard, section 3.9), as in Rust's
/// <c>from_utf8_lossy</c>.
/// </remarks>
internal sealed class ByteLevelDecoder(TokenTable bytes) : TokenDecoder
{
    /// <inheritdoc/>
    public override TokenTable Bytes => bytes;

    /// <inheritdoc/>
    public override string Decode(ReadOnlySpan<int> ids)
    {
        var length = 0;
        foreach (var id in ids)
        {
            length = checked(length + bytes[id].Length);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        var end = 0;
        foreach (var id in ids)
        {
            bytes[id].CopyTo(rented.AsSpan(end));
            end += bytes[id].Length;
        }

        var text = Encoding.UTF8.GetString(rented.AsSpan(0, end));
        ArrayPool<byte>.Shared.Return(rented);
        return text;
    }

    /// <inheritdoc/>
    public override DecoderStream Start() => new ByteLevelStream(bytes);
}
