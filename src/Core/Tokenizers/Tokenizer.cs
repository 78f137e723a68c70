using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Tito.Core.Tokenizers.AddedTokens;
using Tito.Core.Tokenizers.Decoding;
using Tito.Core.Tokenizers.Loading;
using Tito.Core.Tokenizers.Models;
using Tito.Core.Tokenizers.Normalization;
using Tito.Core.Tokenizers.PreTokenization;
using Tito.Core.Tokens;

namespace Tito.Core.Tokenizers;

/// <summary>A model's tokenizer: text to ids and back, id for id as the Hugging Face reference implementation does it.</summary>
/// <remarks>
/// Encoding never adds a token of its own (no BOS, no EOS), as the reference with <c>add_special_tokens=False</c>. Immutable and
/// thread-safe.
/// </remarks>
public sealed class Tokenizer
{
    private readonly TokenTable _tokens;
    private readonly TokenIndex _index;
    private readonly bool[] _special;
    private readonly AddedTokenMatcher? _matcher;
    private readonly Normalizer? _normalizer;
    private readonly AddedTokenMatcher? _normalizedMatcher;
    private readonly PreTokenizer _preTokenizer;
    private readonly TokenModel _model;
    private readonly TokenDecoder _decoder;
    private readonly ScratchPool _scratches = new();

    internal Tokenizer(
        Digest digest,
        TokenTable tokens,
        ImmutableArray<AddedToken> addedTokens,
        AddedTokenMatcher? matcher,
        Normalizer? normalizer,
        AddedTokenMatcher? normalizedMatcher,
        PreTokenizer preTokenizer,
        TokenModel model,
        TokenDecoder decoder)
    {
        (Digest, _tokens, AddedTokens) = (digest, tokens, addedTokens);
        (_matcher, _normalizer, _normalizedMatcher) = (matcher, normalizer, normalizedMatcher);
        (_preTokenizer, _model, _decoder) = (preTokenizer, model, decoder);
        _index = new(tokens);
        _special = new bool[tokens.Count];
        foreach (var token in addedTokens)
        {
            _special[token.Id] = token.Special;
        }
    }

    /// <summary>The SHA-256 of the asset's bytes.</summary>
    public Digest Digest { get; }

    /// <summary>How many ids there are, with the added tokens: every id is 0 to this number - 1, and each of them is a token.</summary>
    public int VocabularySize => _tokens.Count;

    /// <summary>The added tokens in the asset's order.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="tokenizerJson">The bytes of a <c>tokenizer.json</c>; not kept.</param>
    /// <exception cref="AssetException">The asset is broken or asks for what is not understood; names the field and its value.</exception>
    public static Tokenizer Load(ReadOnlyMemory<byte> tokenizerJson) => TokenizerReader.Read(tokenizerJson);

    /// <summary>Whether an id is an added token that is special.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not 0 to <see cref="VocabularySize"/> - 1.</exception>
    public bool IsSpecial(int id)
    {
        RequireId(id);
        return _special[id];
    }

    /// <summary>The id of a token by its exact text: an added token's content, or a vocabulary entry as the asset writes it.</summary>
    /// <param name="token">The text; byte-level vocabularies write a leading space as <c>Ġ</c>.</param>
    /// <param name="id">The id, or -1.</param>
    public bool TryGetId(string token, out int id)
    {
        id = -1;
        return LoneSurrogates.IndexIn(token) < 0 && _index.TryGetId(Encoding.UTF8.GetBytes(token), out id);
    }

    /// <summary>The bytes that an id adds to a text; not always whole UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not 0 to <see cref="VocabularySize"/> - 1.</exception>
    public ReadOnlySpan<byte> GetBytes(int id)
    {
        RequireId(id);
        return _decoder.Bytes[id];
    }

    /// <summary>The text of one id for people: its bytes as UTF-8, those that are none as <c>\xNN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not 0 to <see cref="VocabularySize"/> - 1.</exception>
    public string GetPiece(int id) => ReadableBytes.Show(GetBytes(id));

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="handling">What to do with the text of special tokens.</param>
    /// <returns>Token ids, int32 <c>[tokens]</c>.</returns>
    /// <exception cref="ArgumentException">A lone surrogate; the message has its index in UTF-16 units.</exception>
    public ImmutableArray<int> Encode(string text, SpecialTokens handling)
    {
        var scratch = _scratches.Rent();
        EncodeWhole(text, handling, scratch);
        var ids = ImmutableArray.Create(scratch.Ids.Written);
        _scratches.Return(scratch);
        return ids;
    }

    /// <summary>Writes the ids of a text.</summary>
    /// <inheritdoc cref="Encode(string, SpecialTokens)"/>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="handling">What to do with the text of special tokens.</param>
    /// <param name="destination">Takes the ids behind what it already holds.</param>
    /// <returns>How many ids were written.</returns>
    public int Encode(ReadOnlySpan<char> text, SpecialTokens handling, IBufferWriter<int> destination)
    {
        var scratch = _scratches.Rent();
        EncodeWhole(text, handling, scratch);
        var count = scratch.Ids.Count;
        destination.Write(scratch.Ids.Written);
        _scratches.Return(scratch);
        return count;
    }

    /// <summary>The text of ids. Bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="ids">The ids; may be empty.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out of the text.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is not 0 to <see cref="VocabularySize"/> - 1.</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens)
    {
        var special = 0;
        foreach (var id in ids)
        {
            RequireId(id);
            special += _special[id] ? 1 : 0;
        }

        if (!skipSpecialTokens || special == 0)
        {
            return _decoder.Decode(ids);
        }

        var kept = new int[ids.Length - special];
        var count = 0;
        foreach (var id in ids)
        {
            if (!_special[id])
            {
                kept[count++] = id;
            }
        }

        return _decoder.Decode(kept);
    }

    private void EncodeWhole(ReadOnlySpan<char> text, SpecialTokens handling, EncoderScratch scratch)
    {
        if (LoneSurrogates.IndexIn(text) is var index and >= 0)
        {
            throw new ArgumentException($"The text has a lone surrogate at index {index}, which is no Unicode character.", nameof(text));
        }

        var done = 0;
        if (_matcher is not null)
        {
            for (var from = 0; _matcher.Next(text, done, from, handling) is { } match; done = match.End, from = match.Resume)
            {
                EncodeRaw(text[done..int.Max(done, match.Start)], handling, scratch);
                scratch.Ids.Add(match.Id);
            }
        }

        EncodeRaw(text[done..], handling, scratch);
    }

    private void EncodeRaw(ReadOnlySpan<char> text, SpecialTokens handling, EncoderScratch scratch)
    {
        if (text.IsEmpty)
        {
            return;
        }

        text = _normalizer is null ? text : _normalizer.Normalize(text);
        var done = 0;
        if (_normalizedMatcher is not null)
        {
            for (var from = 0; _normalizedMatcher.Next(text, done, from, handling) is { } match; done = match.End, from = match.Resume)
            {
                EncodeNormalized(text[done..int.Max(done, match.Start)], scratch);
                scratch.Ids.Add(match.Id);
            }
        }

        EncodeNormalized(text[done..], scratch);
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, EncoderScratch scratch)
    {
        if (text.IsEmpty)
        {
            return;
        }

        scratch.Pieces.Reset(text.Length);
        _preTokenizer.Cut(text, scratch.Pieces);
        foreach (var (start, end) in scratch.Pieces.Current)
        {
            _model.Encode(text[start..end], scratch);
        }
    }

    private void RequireId(int id)
    {
        if (id < 0 || id >= _tokens.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, $"The id {id} is not one of 0 to {_tokens.Count - 1}.");
        }
    }
}
