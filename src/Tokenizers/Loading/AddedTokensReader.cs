using System.Collections.Immutable;
using System.Text;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads the added tokens of a <c>tokenizer.json</c>.</summary>
internal static class AddedTokensReader
{
    /// <summary>All added tokens in the asset's order, and the texts of all ids, the model's first, with their index.</summary>
    /// <param name="root">The asset.</param>
    /// <param name="vocabulary">The model's tokens.</param>
    /// <param name="rule">How an added token that is not in the vocabulary gets its id.</param>
    /// <exception cref="AssetException">An id is not the one that the rule asks for.</exception>
    public static (ImmutableArray<AddedToken> Added, TokenTable Tokens, TokenIndex Index) Read(
        AssetObject root, TokenTable vocabulary, AddedIdRule rule)
    {
        var index = new TokenIndex(vocabulary);
        if (root.Optional("added_tokens") is null)
        {
            return ([], vocabulary, index);
        }

        var added = ImmutableArray.CreateBuilder<AddedToken>();
        var newTokens = new List<byte[]>();

        // The reference counts the vocabulary's tokens, whatever ids they have: in one with gaps the next free id may lie among its own.
        var next = vocabulary.EntryCount();
        var seen = new HashSet<string>();
        foreach (var (item, path) in root.RequireItems("added_tokens"))
        {
            var json = new AssetObject(item, path);
            var token = ReadOne(json);
            if (token.Content.Length == 0 || !seen.Add(token.Content))
            {
                throw json.Refuse("content", "must be a text that no other added token has");
            }

            var content = Encoding.UTF8.GetBytes(token.Content);
            if (index.TryGetId(content, out var known))
            {
                _ = token.Id == known ? known : throw json.Refuse("id", $"must be {known}, as in model.vocab");
            }
            else
            {
                if (rule == AddedIdRule.NextFree && (token.Id != next++ || token.Id < vocabulary.Count))
                {
                    throw token.Id < vocabulary.Count
                        ? json.Refuse("id", "must come after all ids of model.vocab")
                        : json.Refuse("id", $"must be {next - 1}, the next free id");
                }

                Place(json, token.Id - (long)vocabulary.Count, content, newTokens);
            }

            added.Add(token);
        }

        var tokens = vocabulary.With(newTokens);
        return (added.ToImmutable(), tokens, index.Extend(tokens));
    }

    // An id that no token has is an empty text.
    private static void Place(AssetObject json, long place, byte[] content, List<byte[]> newTokens)
    {
        const int mostUnused = 1 << 16;
        if (place < 0 || place > newTokens.Count + mostUnused || (place < newTokens.Count && newTokens[(int)place].Length > 0))
        {
            throw json.Refuse("id", "must be an id that no other token has, close behind the others");
        }

        while (newTokens.Count <= place)
        {
            newTokens.Add([]);
        }

        newTokens[(int)place] = content;
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
