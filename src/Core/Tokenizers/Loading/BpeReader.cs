using System.Text.Json;
using Tito.Core.Tokenizers.Models;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads the model of a <c>tokenizer.json</c>.</summary>
internal static class BpeReader
{
    /// <summary>The model, and its tokens by id as the asset writes them.</summary>
    /// <exception cref="AssetException">No model of a kind that is understood.</exception>
    public static (TokenModel Model, IReadOnlyList<string> Vocabulary) Read(AssetObject json)
    {
        if (json.OptionalString("type") is not (null or "BPE"))
        {
            throw json.Refuse("type", "must be BPE");
        }

        json.AllowOnly(
            "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback",
            "ignore_merges", "vocab", "merges");
        foreach (var name in (ReadOnlySpan<string>)["dropout", "unk_token"])
        {
            if (json.Optional(name) is not null)
            {
                throw json.Refuse(name, "must be null");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (json.OptionalString(name) is { Length: > 0 })
            {
                throw json.Refuse(name, "must be null or empty");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["fuse_unk", "byte_fallback", "ignore_merges"])
        {
            if (json.Flag(name))
            {
                throw json.Refuse(name, "must be false");
            }
        }

        var vocabulary = ReadVocabulary(json);
        var ids = new Dictionary<string, int>(vocabulary.Length);
        for (var id = 0; id < vocabulary.Length; id++)
        {
            ids.Add(vocabulary[id], id);
        }

        return (new ByteLevelBpe(ByteIdsOf(ids, json), ReadMerges(json, ids)), vocabulary);
    }

    private static string[] ReadVocabulary(AssetObject json)
    {
        var path = json.PathOf("vocab");
        var entries = json.Require("vocab");
        if (entries.ValueKind != JsonValueKind.Object)
        {
            throw json.Refuse("vocab", "must be an object");
        }

        var vocabulary = new string?[entries.GetPropertyCount()];
        foreach (var entry in entries.EnumerateObject())
        {
            var id = AssetObject.Int32Of(entry.Value, $"{path}[\"{entry.Name}\"]");
            if (id < 0 || id >= vocabulary.Length || vocabulary[id] is not null)
            {
                throw new AssetException($"{path}[\"{entry.Name}\"]", $"must be an id of its own from 0 to {vocabulary.Length - 1}, not {id}.");
            }

            vocabulary[id] = entry.Name;
        }

        return vocabulary!;
    }

    private static int[] ByteIdsOf(Dictionary<string, int> ids, AssetObject json) =>
    [
        .. Enumerable.Range(0, 256).Select(value => ids.TryGetValue(ByteAlphabet.CharacterOf((byte)value).ToString(), out var id)
            ? id
            : throw new AssetException(json.PathOf("vocab"), $"has no token for the byte 0x{value:X2}.")),
    ];

    private static MergeTable ReadMerges(AssetObject json, Dictionary<string, int> ids)
    {
        var merges = new MergeTable(json.Require("merges").ValueKind == JsonValueKind.Array ? json.Require("merges").GetArrayLength() : 0);
        var rank = 0;
        foreach (var (item, path) in json.RequireItems("merges"))
        {
            var (left, right) = ReadPair(item, path);
            if (!ids.TryGetValue(left, out var leftId) || !ids.TryGetValue(right, out var rightId) || !ids.TryGetValue(left + right, out var id))
            {
                throw new AssetException(path, $"merges \"{left}\" with \"{right}\", and one of the three tokens is not in model.vocab.");
            }

            merges.Set(leftId, rightId, rank++, id);
        }

        return merges;
    }

    private static (string Left, string Right) ReadPair(JsonElement item, string path)
    {
        if (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2)
        {
            return (AssetObject.StringOf(item[0], path), AssetObject.StringOf(item[1], path));
        }

        var text = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
        return text.Split(' ') is [var left, var right]
            ? (left, right)
            : throw new AssetException(path, "must be two tokens, as an array or with one space between them.");
    }
}
