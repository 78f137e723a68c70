namespace Tito.Core.Tokenizers.Models;

/// <summary>From a piece of text, as the pre-tokenizer cut it, to ids.</summary>
/// <remarks>Immutable and thread-safe; what changes during a call is in the scratch.</remarks>
internal abstract class TokenModel
{
    /// <summary>Appends the ids of one piece to <see cref="EncoderScratch.Ids"/>.</summary>
    /// <param name="piece">Not empty, without lone surrogates.</param>
    /// <param name="scratch">The buffers of this call.</param>
    public abstract void Encode(ReadOnlySpan<char> piece, EncoderScratch scratch);
}
