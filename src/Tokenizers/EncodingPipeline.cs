using Tito.Tokenizers.AddedTokens;
using Tito.Tokenizers.Models;
using Tito.Tokenizers.Normalization;
using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers;

/// <summary>
/// From text to ids: added tokens are cut out, the rest is normalized, added tokens of the normalized kind are cut out, the rest is cut
/// into pieces, and the model encodes each piece.
/// </summary>
/// <remarks>Immutable and thread-safe; what changes during a call is in the scratch.</remarks>
/// <param name="matcher">Of the added tokens that are looked for in the text itself, or null.</param>
/// <param name="normalizer">The normalizer, or null.</param>
/// <param name="normalizedMatcher">Of the added tokens that are looked for in normalized text, or null.</param>
/// <param name="preTokenizer">Cuts into pieces.</param>
/// <param name="model">Encodes a piece.</param>
internal sealed class EncodingPipeline(
    AddedTokenMatcher? matcher,
    Normalizer? normalizer,
    AddedTokenMatcher? normalizedMatcher,
    PreTokenizer preTokenizer,
    TokenModel model)
{
    /// <summary>The model that encodes a piece, the last step.</summary>
    public TokenModel Model => model;

    /// <summary>Appends the ids of a text to <see cref="EncoderScratch.Ids"/>.</summary>
    /// <exception cref="ArgumentException">A lone surrogate.</exception>
    public void Encode(ReadOnlySpan<char> text, SpecialTokens handling, EncoderScratch scratch)
    {
        if (LoneSurrogates.IndexIn(text) is var index and >= 0)
        {
            throw new ArgumentException($"The text has a lone surrogate at index {index}, which is no Unicode character.", nameof(text));
        }

        var done = 0;
        if (matcher is not null)
        {
            for (var from = 0; matcher.Next(text, done, from, handling) is { } match; (done, from) = (match.End, match.Resume))
            {
                EncodeRaw(text[done..int.Max(done, match.Start)], handling, done == 0, scratch);
                scratch.Ids.Add(match.Id);
            }
        }

        EncodeRaw(text[done..], handling, done == 0, scratch);
    }

    private void EncodeRaw(ReadOnlySpan<char> text, SpecialTokens handling, bool startsText, EncoderScratch scratch)
    {
        if (text.IsEmpty)
        {
            return;
        }

        text = normalizer is null ? text : normalizer.Normalize(text, startsText);
        var done = 0;
        if (normalizedMatcher is not null)
        {
            for (var from = 0; normalizedMatcher.Next(text, done, from, handling) is { } match; (done, from) = (match.End, match.Resume))
            {
                EncodeNormalized(text[done..int.Max(done, match.Start)], startsText && done == 0, scratch);
                scratch.Ids.Add(match.Id);
            }
        }

        EncodeNormalized(text[done..], startsText && done == 0, scratch);
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, bool startsText, EncoderScratch scratch)
    {
        if (text.IsEmpty)
        {
            return;
        }

        scratch.Pieces.Reset(text.Length, startsText);
        text = preTokenizer.Cut(text, scratch.Pieces);
        foreach (var (start, end) in scratch.Pieces.Current)
        {
            model.Encode(text[start..end], scratch);
        }
    }
}
