namespace Tito.Tokenizers.Loading;

/// <summary>Holds the added tokens of a <c>tokenizer.json</c> against the files beside it that name some.</summary>
/// <remarks>
/// transformers lets <c>tokenizer_config.json</c> add tokens to those of <c>tokenizer.json</c> and change their flags
/// (<c>tokenization_utils_fast.py</c>), and lets <c>special_tokens_map.json</c> and <c>added_tokens.json</c> do so where the former has no
/// <c>added_tokens_decoder</c> (<c>tokenization_utils_base.py</c>). It writes them all alike; where they differ, an engine cuts text in
/// another way than <c>tokenizer.json</c> says. What the flags of a token become then depends on the release, so that it is refused.
/// </remarks>
internal static class ConfigAgreement
{
    private const string Help =
        "An engine's tokenizer would not be this one. Load the checkpoint with transformers and save it with save_pretrained: "
        + "then its files agree.";

    /// <summary>Refuses added tokens that <c>tokenizer.json</c> does not have, or not so.</summary>
    /// <param name="files">The checkpoint.</param>
    /// <param name="config">Its tokenizer_config.json.</param>
    /// <param name="added">The added tokens of its tokenizer.json.</param>
    /// <exception cref="AssetException">Names the field that says otherwise.</exception>
    public static void Require(CheckpointFiles files, AssetObject config, IReadOnlyList<AddedToken> added)
    {
        var known = added.ToDictionary(token => token.Content);
        foreach (var (path, token) in ConfiguredTokens.ReadDecoder(config))
        {
            RequireSame(path, token, known.GetValueOrDefault(token.Content));
        }

        RequireRoles(config, known);
        if (config.Optional("added_tokens_decoder") is null)
        {
            ConfiguredTokens.ReadFile(files.SpecialTokensMap, "special_tokens_map.json", map => RequireRoles(map, known));
            ConfiguredTokens.ReadFile(files.AddedTokens, "added_tokens.json", json =>
            {
                foreach (var field in json.Fields)
                {
                    var path = json.PathOf(field.Name);
                    var id = AssetObject.Int32Of(field.Value, path);
                    var same = known.GetValueOrDefault(field.Name);
                    RequireSame(path, (same ?? ConfiguredTokens.Plain(id, field.Name)) with { Id = id }, same);
                }
            });
        }
    }

    private static void RequireRoles(AssetObject json, Dictionary<string, AddedToken> known)
    {
        foreach (var (path, content) in ConfiguredTokens.RolesOf(json))
        {
            // What has a role is special to transformers, whatever its flags say.
            if (known.GetValueOrDefault(content) is not { Special: true })
            {
                throw new AssetException(path, $"names \"{content}\", which is no special token of tokenizer.json. {Help}");
            }
        }
    }

    private static void RequireSame(string path, AddedToken configured, AddedToken? known)
    {
        if (known != configured)
        {
            var other = known is null ? "no added token of this text" : Show(known);
            throw new AssetException(path, $"is {Show(configured)}, and tokenizer.json has {other}. {Help}");
        }
    }

    private static string Show(AddedToken token)
    {
        (bool Set, string Name)[] flags =
        [
            (token.Special, "special"), (token.SingleWord, "single_word"), (token.LeftStrip, "lstrip"), (token.RightStrip, "rstrip"),
            (token.Normalized, "normalized"),
        ];
        var set = string.Join(", ", flags.Where(flag => flag.Set).Select(flag => flag.Name));
        return $"\"{token.Content}\" with the id {token.Id}{(set.Length == 0 ? "" : $" ({set})")}";
    }
}
