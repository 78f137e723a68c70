namespace Tito.Tokenizers.Models;

/// <summary>Looks a whole piece up in the model's vocabulary, which <c>ignore_merges</c> asks for.</summary>
/// <param name="index">Of all tokens.</param>
/// <param name="count">How many of them, from id 0 on, are the model's.</param>
/// <param name="longest">The length of the model's longest token in bytes.</param>
internal sealed class WholePieces(TokenIndex index, int count, int longest)
{
    /// <summary>The id of a token by its UTF-8.</summary>
    public bool TryGetId(ReadOnlySpan<byte> token, out int id) => index.TryGetId(token, out id) && id < count;

    /// <summary>
    /// The id of a token by the bytes that it stands for, in a vocabulary that is written in the <see cref="ByteAlphabet"/>.
    /// </summary>
    public bool TryGetByteLevelId(ReadOnlySpan<byte> bytes, out int id)
    {
        const int mostOnStack = 512;
        id = -1;
        if (bytes.Length > longest)
        {
            return false;
        }

        Span<byte> token = 2 * bytes.Length <= mostOnStack ? stackalloc byte[mostOnStack] : new byte[2 * bytes.Length];
        return TryGetId(token[..ByteAlphabet.Write(bytes, token)], out id);
    }
}
