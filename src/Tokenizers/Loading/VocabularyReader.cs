using System.Text;
using System.Text.Json;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the vocabulary and the merges of a BPE model.</summary>
internal static class VocabularyReader
{
    /// <exception cref="AssetException">Two tokens of one id, ids far beyond the others, or merges of what is not a token.</exception>
    public static Vocabulary Read(AssetObject model)
    {
        BpeBuilder.RequireBpe(model);
        var tokens = ReadTokens(model);
        return new(tokens, ReadMerges(model, new TokenIndex(tokens)));
    }

    /// <summary>How many ids a vocabulary may leave out: o200k's leaves out 19.</summary>
    private const int MostUnused = 1 << 16;

    private static TokenTable ReadTokens(AssetObject model)
    {
        var path = model.PathOf("vocab");
        var entries = model.Require("vocab");
        if (entries.ValueKind != JsonValueKind.Object)
        {
            throw model.Refuse("vocab", "must be an object");
        }

        // An id that no token has is an empty text.
        var most = entries.GetPropertyCount() + MostUnused;
        var tokens = new byte[]?[most];
        var count = 0;
        foreach (var entry in entries.EnumerateObject())
        {
            var id = AssetObject.Int32Of(entry.Value, $"{path}[\"{entry.Name}\"]");
            if (id < 0 || id >= most || tokens[id] is not null || entry.Name.Length == 0)
            {
                throw new AssetException(
                    $"{path}[\"{entry.Name}\"]",
                    $"must be a text with an id of its own from 0 to {most - 1}, of which {MostUnused} may be left out, not {id}.");
            }

            tokens[id] = Encoding.UTF8.GetBytes(entry.Name);
            count = int.Max(count, id + 1);
        }

        return TokenTable.Of([.. tokens.Take(count).Select(static token => token ?? [])]);
    }

    private static Merge[] ReadMerges(AssetObject model, TokenIndex index)
    {
        var merges = new List<Merge>();
        foreach (var (item, path) in model.RequireItems("merges"))
        {
            var (left, right) = ReadPair(item, path);
            if (!TryGetId(left, out var leftId) || !TryGetId(right, out var rightId) || !TryGetId(left + right, out var id))
            {
                throw new AssetException(path, $"merges \"{left}\" with \"{right}\", and one of the three tokens is not in model.vocab.");
            }

            merges.Add(new(leftId, rightId, merges.Count, id));
        }

        return [.. merges];

        bool TryGetId(string token, out int id) => index.TryGetId(Encoding.UTF8.GetBytes(token), out id);
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
