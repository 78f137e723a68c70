using System.Collections.Immutable;

namespace Tito.Core.Tokenizers.Loading;

/// <summary>Reads the added tokens of a <c>tokenizer.json</c>.</summary>
internal static class AddedTokensReader
{
    /// <summary>All added tokens in the asset's order, and the contents of those that extend the vocabulary, in the order of their ids.</summary>
    /// <param name="root">The asset.</param>
    /// <param name="vocabulary">The model's tokens by id.</param>
    /// <exception cref="AssetException">An id is not the one that the reference would give the token.</exception>
    public static (ImmutableArray<AddedToken> Tokens, IReadOnlyList<string> NewContents) Read(
        AssetObject root, IReadOnlyList<string> vocabulary)
    {
        if (root.Optional("added_tokens") is null)
        {
            return ([], []);
        }

        var idsInVocabulary = new Dictionary<string, int>(vocabulary.Count);
        for (var id = 0; id < vocabulary.Count; id++)
        {
            idsInVocabulary.Add(vocabulary[id], id);
        }

        var tokens = ImmutableArray.CreateBuilder<AddedToken>();
        var newContents = new List<string>();
        var seen = new HashSet<string>();
        foreach (var (item, path) in root.RequireItems("added_tokens"))
        {
            var json = new AssetObject(item, path);
            var token = ReadOne(json);
            if (token.Content.Length == 0 || !seen.Add(token.Content))
            {
                throw json.Refuse("content", "must be a text that no other added token has");
            }

            var known = idsInVocabulary.TryGetValue(token.Content, out var expected);
            expected = known ? expected : vocabulary.Count + newContents.Count;
            if (token.Id != expected)
            {
                throw json.Refuse("id", known ? $"must be {expected}, as in model.vocab" : $"must be {expected}, the next free id");
            }

            if (!known)
            {
                newContents.Add(token.Content);
            }

            tokens.Add(token);
        }

        return (tokens.ToImmutable(), newContents);
    }

    private static AddedToken ReadOne(AssetObject json)
    {
        json.AllowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        return new(
            json.RequireInt32("id"),
            json.RequireString("content"),
            json.RequireBoolean("special"),
            json.RequireBoolean("single_word"),
            json.RequireBoolean("lstrip"),
            json.RequireBoolean("rstrip"),
            json.RequireBoolean("normalized"));
    }
}
