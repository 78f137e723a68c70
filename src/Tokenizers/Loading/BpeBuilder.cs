using System.Globalization;
using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Builds a BPE model from its settings and its vocabulary.</summary>
internal static class BpeBuilder
{
    /// <exception cref="AssetException">Another model, or a setting that is not understood.</exception>
    public static void RequireBpe(AssetObject json)
    {
        if (json.OptionalString("type") is not (null or "BPE"))
        {
            throw json.Refuse("type", "must be BPE");
        }

        json.AllowOnly(
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback",
            "ignore_merges", "vocab", "merges");
        if (json.Optional("dropout") is not null)
        {
            throw json.Refuse("dropout", "must be null, because encoding is a function of the text");
        }

        foreach (var name in (ReadOnlySpan<string>)["fuse_unk", "byte_fallback", "ignore_merges"])
        {
            _ = json.Flag(name); // Not every model reads every flag; a broken one is refused anyway.
        }

        foreach (var name in (ReadOnlySpan<string>)["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (json.OptionalString(name) is { Length: > 0 })
            {
                throw json.Refuse(name, "must be null or empty");
            }
        }
    }

    /// <summary>Builds the model.</summary>
    /// <param name="json">Its settings.</param>
    /// <param name="vocabulary">Its tokens and merges.</param>
    /// <param name="index">Of all tokens, with the added ones.</param>
    /// <param name="byteLevel">Whether the tokens are written in the <see cref="ByteAlphabet"/>.</param>
    /// <exception cref="AssetException">The vocabulary cannot write every text.</exception>
    public static TokenModel Build(AssetObject json, Vocabulary vocabulary, TokenIndex index, bool byteLevel)
    {
        RequireBpe(json);
        var tokens = vocabulary.Tokens;
        var merges = new MergeTable(vocabulary.Merges);
        var all = new WholePieces(index, tokens.Count, LongestOf(tokens));
        var wholePieces = json.Flag("ignore_merges") ? all : null;
        if (byteLevel)
        {
            return new ByteLevelBpe(
                merges,
                tokens.Count,
                ByteIds(json, all, static value => ByteAlphabet.CharacterOf(value).ToString(), Utf8Bytes.IsRequired),
                wholePieces);
        }

        var scalars = ScalarIds(tokens);
        return new ScalarBpe(merges, tokens.Count, scalars, wholePieces, ReadUnknown(json, all, scalars));
    }

    private static UnknownScalars ReadUnknown(AssetObject json, WholePieces tokens, Dictionary<int, int> scalars)
    {
        if (json.Flag("byte_fallback"))
        {
            // A byte of ASCII is a character of its own: where that is a token, as Gemma's tab is, nothing falls back to the byte.
            var ids = ByteIds(
                json,
                tokens,
                static value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"),
                value => Utf8Bytes.IsRequired(value) && !(value < 0x80 && scalars.ContainsKey(value)));
            return new(ids, Id: -1, Fuse: false);
        }

        var unknown = json.RequireString("unk_token");
        return tokens.TryGetId(Encoding.UTF8.GetBytes(unknown), out var id)
            ? new(null, id, json.Flag("fuse_unk"))
            : throw json.Refuse("unk_token", "must be a token of model.vocab");
    }

    /// <summary>The id of each byte, -1 where the vocabulary has none and need not have one.</summary>
    private static int[] ByteIds(AssetObject json, WholePieces tokens, Func<byte, string> tokenOf, Func<byte, bool> isRequired) =>
    [
        .. Enumerable.Range(0, 256).Select(value => tokens.TryGetId(Encoding.UTF8.GetBytes(tokenOf((byte)value)), out var id) ? id
            : !isRequired((byte)value) ? -1
            : throw new AssetException(json.PathOf("vocab"), $"has no token for the byte 0x{value:X2}.")),
    ];

    private static Dictionary<int, int> ScalarIds(TokenTable tokens)
    {
        var ids = new Dictionary<int, int>();
        for (var id = 0; id < tokens.Count; id++)
        {
            if (Rune.DecodeFromUtf8(tokens[id], out var rune, out var length) == System.Buffers.OperationStatus.Done
                && length == tokens[id].Length)
            {
                ids.TryAdd(rune.Value, id);
            }
        }

        return ids;
    }

    private static int LongestOf(TokenTable tokens)
    {
        var longest = 0;
        for (var id = 0; id < tokens.Count; id++)
        {
            longest = int.Max(longest, tokens[id].Length);
        }

        return longest;
    }
}
