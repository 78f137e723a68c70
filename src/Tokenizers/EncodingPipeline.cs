using System.Collections.Immutable;
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
    private readonly ImmutableArray<Split>? _splits = preTokenizer switch
    {
        Split split => [split],
        SequencePreTokenizer sequence => sequence.Splits,
        _ => null,
    };

    /// <summary>The model that encodes a piece, the last step.</summary>
    public TokenModel Model => model;

    /// <summary>Appends the ids of a text to those of the scratch.</summary>
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

        if (_splits is { } splits)
        {
            EncodePieces(text, splits.AsSpan(), scratch);
            return;
        }

        scratch.Pieces.Reset(text.Length, startsText);
        text = preTokenizer.Cut(text, scratch.Pieces);
        foreach (var (start, end) in scratch.Pieces.Current)
        {
            EncodePiece(text[start..end], scratch);
        }
    }

    /// <summary>Encodes each piece as it is cut: where no step rewrites the text, none looks beyond its own piece.</summary>
    private void EncodePieces(ReadOnlySpan<char> text, ReadOnlySpan<Split> splits, EncoderScratch scratch)
    {
        if (splits.IsEmpty)
        {
            EncodePiece(text, scratch);
            return;
        }

        foreach (var (start, end) in splits[0].Pieces(text))
        {
            EncodePieces(text[start..end], splits[1..], scratch);
        }
    }

    private void EncodePiece(ReadOnlySpan<char> piece, EncoderScratch scratch)
    {
        model.Encode(piece, scratch);
        scratch.SpillMany();
    }
}
