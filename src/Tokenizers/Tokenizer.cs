using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Tito.Tokenizers.Decoding;
using Tito.Tokenizers.Loading;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers;

/// <summary>A model's tokenizer: text to ids and back, id for id as the reference implementation of its file does it.</summary>
/// <remarks>
/// Encoding never adds a token of its own (no BOS, no EOS), as the reference with <c>add_special_tokens=False</c>. Immutable and
/// thread-safe.
/// </remarks>
public sealed class Tokenizer
{
    private readonly TokenizerSettings _settings;
    private readonly TokenTable _tokens;
    private readonly TokenIndex _index;
    private readonly bool[] _special;
    private readonly bool[] _skipped;
    private readonly EncodingPipeline _pipeline;
    private readonly TokenDecoder _decoder;
    private readonly ScratchPool _scratches = new();

    internal Tokenizer(
        TokenizerSettings settings,
        TokenTable tokens,
        TokenIndex index,
        ImmutableArray<AddedToken> addedTokens,
        bool[] skipped,
        EncodingPipeline pipeline,
        TokenDecoder decoder)
    {
        (_settings, _tokens, _index, AddedTokens) = (settings, tokens, index, addedTokens);
        (_skipped, _pipeline, _decoder) = (skipped, pipeline, decoder);
        _special = new bool[tokens.Count];
        foreach (var token in addedTokens)
        {
            _special[token.Id] = token.Special;
        }
    }

    /// <summary>
    /// 32 bytes that no other asset has: the SHA-256 of the asset's bytes; for a rank file or a SentencePiece model that of its bytes and
    /// of its settings (<see cref="LoadTiktoken"/>, <see cref="LoadCheckpoint"/>).
    /// </summary>
    public ReadOnlySpan<byte> Identity => _settings.Identity.Span;

    /// <summary>
    /// One more than the largest id. Each id from 0 on is a token, except for those that the vocabulary leaves out.
    /// </summary>
    public int VocabularySize => _tokens.Count;

    /// <summary>The added tokens in the asset's order.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>The asset's settings as JSON, without its vocabulary and merges, for people who want to see what was loaded.</summary>
    public ReadOnlyMemory<byte> SettingsJson => _settings.Json;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="tokenizerJson">The bytes of a <c>tokenizer.json</c>; not kept.</param>
    /// <exception cref="AssetException">The asset is broken or asks for what is not understood; names the field and its value.</exception>
    public static Tokenizer Load(ReadOnlyMemory<byte> tokenizerJson) => TokenizerReader.Read(tokenizerJson);

    /// <summary>Reads a tiktoken rank file, whose identity then binds the file, the pattern and the special tokens.</summary>
    /// <param name="rankFile">
    /// Lines of a token in Base64, a space, and its rank, which is its id and the number of lines before; or the form without ranks of the
    /// packages Microsoft.ML.Tokenizers.Data, inflated.
    /// </param>
    /// <param name="pattern">What text is cut by, as <see cref="TiktokenPatterns"/> has it.</param>
    /// <param name="specialTokens">The special tokens by their texts, with ids after the ranks.</param>
    /// <exception cref="AssetException">A line is broken, a byte has no token, or the pattern is not known.</exception>
    public static Tokenizer LoadTiktoken(
        ReadOnlyMemory<byte> rankFile, string pattern, IReadOnlyDictionary<string, int> specialTokens) => TiktokenReader.Build(
            rankFile.Span,
            TiktokenReader.ReadTokens(rankFile.Span),
            pattern,
            specialTokens.OrderBy(token => token.Value).Select(token => new AddedToken(
                token.Value, token.Key, Special: true, SingleWord: false, LeftStrip: false, RightStrip: false, Normalized: false)));

    /// <summary>
    /// Reads the tokenizer of a checkpoint that has no <c>tokenizer.json</c>: a SentencePiece BPE model, id for id as SentencePiece does
    /// it, or tiktoken ranks. The identity binds the vocabulary's file and what the configuration says of special tokens and prefixes.
    /// </summary>
    /// <param name="files">The checkpoint's files; not kept.</param>
    /// <exception cref="AssetException">A file is broken, or asks for what is not understood; names the file or field.</exception>
    public static Tokenizer LoadCheckpoint(CheckpointFiles files) => CheckpointReader.Read(files);

    /// <summary>
    /// Refuses a checkpoint whose other files name other added tokens, or other flags of them, than its <c>tokenizer.json</c>: an engine
    /// reads them all.
    /// </summary>
    /// <param name="files">The files beside the tokenizer.json that the tokenizer was read from.</param>
    /// <exception cref="AssetException">One says otherwise; names the file and field, and what makes them agree.</exception>
    public void RequireAgreement(CheckpointFiles files) => TokenizerReader.WithJson(
        files.Config,
        config =>
        {
            ConfigAgreement.Require(files, config, AddedTokens);
            return true;
        },
        "tokenizer_config.json");

    /// <summary>Reads what <see cref="ToSnapshot"/> wrote.</summary>
    /// <param name="snapshot">The bytes; not kept.</param>
    /// <param name="asset">The <see cref="Identity"/> of the asset that it must stand for.</param>
    /// <exception cref="AssetException">
    /// Not a snapshot of that asset by this version, or one that was damaged: load the asset instead.
    /// </exception>
    public static Tokenizer LoadSnapshot(ReadOnlyMemory<byte> snapshot, ReadOnlySpan<byte> asset) => Snapshot.Read(snapshot, asset);

    /// <summary>The tokenizer in a form that loads some ten times faster than its asset.</summary>
    /// <exception cref="InvalidOperationException">The tokenizer was read from a SentencePiece model, which has none.</exception>
    public byte[] ToSnapshot() => _pipeline.Model is MergingModel model
        ? Snapshot.Write(_settings, _tokens, model)
        : throw new InvalidOperationException("A tokenizer of a SentencePiece model has no snapshot: load the model.");

    /// <summary>Whether an id is a token. An engine may sample ids for which the model has weights and the tokenizer has no text.</summary>
    /// <param name="id">Any number.</param>
    public bool HasToken(int id) => id >= 0 && id < _tokens.Count && !_tokens[id].IsEmpty;

    /// <summary>Whether an id is an added token that is special.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not a token.</exception>
    public bool IsSpecial(int id)
    {
        RequireToken(id);
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

    /// <summary>The bytes that an id adds to a text, wherever it stands; not always whole UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not a token.</exception>
    public ReadOnlySpan<byte> GetBytes(int id)
    {
        RequireToken(id);
        return _decoder.Bytes[id];
    }

    /// <summary>The text of one id for people: its bytes as UTF-8, those that are none as <c>\xNN</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is not a token.</exception>
    public string GetPiece(int id) => ReadableBytes.Show(GetBytes(id));

    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="handling">What to do with the text of special tokens.</param>
    /// <returns>Token ids, int32 <c>[tokens]</c>.</returns>
    /// <exception cref="ArgumentException">A lone surrogate; the message has its index in UTF-16 units.</exception>
    /// <exception cref="UnwritableTextException">A character from U+40000 on, where the vocabulary lacks its first byte.</exception>
    public ImmutableArray<int> Encode(string text, SpecialTokens handling)
    {
        var scratch = _scratches.Rent();
        _pipeline.Encode(text, handling, scratch);
        var ids = GC.AllocateUninitializedArray<int>(scratch.Count);
        scratch.CopyTo(ids);
        _scratches.Return(scratch);
        return ImmutableCollectionsMarshal.AsImmutableArray(ids);
    }

    /// <summary>Writes the ids of a text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="handling">What to do with the text of special tokens.</param>
    /// <param name="destination">Takes the ids after what it already holds.</param>
    /// <returns>How many ids were written.</returns>
    /// <exception cref="ArgumentException">A lone surrogate; the message has its index in UTF-16 units.</exception>
    /// <exception cref="UnwritableTextException">A character from U+40000 on, where the vocabulary lacks its first byte.</exception>
    public int Encode(ReadOnlySpan<char> text, SpecialTokens handling, IBufferWriter<int> destination)
    {
        var scratch = _scratches.Rent();
        _pipeline.Encode(text, handling, scratch);
        var count = scratch.Count;
        scratch.CopyTo(destination.GetSpan(count));
        destination.Advance(count);
        _scratches.Return(scratch);
        return count;
    }

    /// <summary>The text of ids. Bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="ids">The ids; may be empty.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out of the text.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a token.</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens)
    {
        var kept = skipSpecialTokens ? new List<int>(ids.Length) : null;
        foreach (var id in ids)
        {
            RequireToken(id);
            if (!_skipped[id])
            {
                kept?.Add(id);
            }
        }

        return _decoder.Decode(kept is null ? ids : CollectionsMarshal.AsSpan(kept));
    }

    /// <summary>Starts decoding ids one by one.</summary>
    /// <param name="skipSpecialTokens">Whether special tokens are left out of the text.</param>
    public IncrementalDetokenizer StartDecoding(bool skipSpecialTokens) => new(this, _decoder.Start(), skipSpecialTokens);

    /// <summary>Whether decoding leaves an id out when it skips special tokens.</summary>
    internal bool IsSkipped(int id)
    {
        RequireToken(id);
        return _skipped[id];
    }

    private void RequireToken(int id)
    {
        if (id < 0 || id >= _tokens.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, $"The id {id} is not one of 0 to {_tokens.Count - 1}.");
        }

        if (_tokens[id].IsEmpty)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, $"The id {id} is left out: no token has it.");
        }
    }
}
