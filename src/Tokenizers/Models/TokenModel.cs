namespace Tito.Tokenizers.Models;

/// <summary>From a piece of text, as the pre-tokenizer cut it, to ids.</summary>
/// <remarks>Immutable and thread-safe; what changes during a call is in the scratch.</remarks>
internal abstract class TokenModel
{
    /// <summary>Appends the ids of one piece to <see cref="EncoderScratch.Ids"/>.</summary>
    /// <param name="piece">Not empty, without lone surrogates.</param>
    /// <param name="scratch">The buffers of this call; of one tokenizer only, because its cache is.</param>
    public void Encode(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        if (!PieceCache.Takes(piece.Length))
        {
            Merge(piece, scratch);
        }
        else if (!scratch.Cache.TryAppend(piece, scratch.Ids, out var key))
        {
            var start = scratch.Ids.Count;
            Merge(piece, scratch);
            scratch.Cache.Store(key, piece.Length, scratch.Ids.Written[start..]);
        }
    }

    /// <inheritdoc cref="Encode"/>
    protected abstract void Merge(ReadOnlySpan<char> piece, EncoderScratch scratch);
}
