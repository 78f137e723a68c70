using System.Globalization;
using System.Text;
using System.Text.Json;
using Tito.Tokenizers.Models;

namespace Tito.Tokenizers.Loading;

/// <summary>
/// Finds the added tokens of a checkpoint without <c>tokenizer.json</c>: those of <c>added_tokens_decoder</c>, those of
/// <c>added_tokens.json</c>, and those that <c>tokenizer_config.json</c> or <c>special_tokens_map.json</c> gives a role, which are special.
/// </summary>
internal static class ConfiguredTokens
{
    // The special_tokens_map of transformers (tokenization_utils_base.py), and what it has for tokens without a role: a list, or an object
    // of names of the model's own.
    private static readonly string[] Roles =
    [
        "bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token", "additional_special_tokens",
        "extra_special_tokens", "model_specific_special_tokens",
    ];

    /// <summary>The added tokens in the order of their ids.</summary>
    /// <param name="files">The checkpoint.</param>
    /// <param name="config">Its tokenizer_config.json.</param>
    /// <param name="own">Those that the vocabulary says itself; a configured one of the same text takes their place.</param>
    /// <param name="vocabulary">From a text to its id in the vocabulary.</param>
    /// <exception cref="AssetException">A token is malformed, or has a role and no id.</exception>
    public static List<AddedToken> Read(CheckpointFiles files, AssetObject config, IEnumerable<AddedToken> own, TokenIndex vocabulary)
    {
        var tokens = own.ToDictionary(token => token.Content);
        foreach (var (_, token) in ReadDecoder(config))
        {
            // Whether a token is normalized matters to tokenizer.json alone: here tokens are cut out before anything is rewritten.
            tokens[token.Content] = token with { Normalized = false };
        }

        ReadFile(files.AddedTokens, "added_tokens.json", json =>
        {
            foreach (var field in json.Fields)
            {
                tokens.TryAdd(field.Name, Plain(AssetObject.Int32Of(field.Value, json.PathOf(field.Name)), field.Name));
            }
        });
        ReadRoles(config, tokens, vocabulary);
        ReadFile(files.SpecialTokensMap, "special_tokens_map.json", json => ReadRoles(json, tokens, vocabulary));
        return [.. tokens.Values.OrderBy(token => token.Id)];
    }

    /// <summary>The tokens of <c>added_tokens_decoder</c>, each with its place; none where the configuration has no such field.</summary>
    /// <exception cref="AssetException">A token is malformed.</exception>
    public static IEnumerable<(string Path, AddedToken Token)> ReadDecoder(AssetObject config) =>
        (config.OptionalObject("added_tokens_decoder")?.Fields ?? []).Select(field =>
        {
            var path = config.PathOf($"added_tokens_decoder.{field.Name}");
            return (path, ReadToken(field, new(field.Value, path)));
        });

    /// <summary>The texts that have a role, each with the role's place; a role may have several.</summary>
    /// <param name="json">tokenizer_config.json or special_tokens_map.json.</param>
    /// <exception cref="AssetException">A role is neither a text nor a token.</exception>
    public static IEnumerable<(string Path, string Content)> RolesOf(AssetObject json) =>
        from role in Roles
        let path = json.PathOf(role)
        from value in ValuesOf(role, json.Optional(role))
        select (path, value.ValueKind == JsonValueKind.Object
            ? new AssetObject(value, path).RequireString("content")
            : AssetObject.StringOf(value, path));

    /// <summary>Reads a JSON file that a checkpoint may have; nothing where it has none.</summary>
    /// <exception cref="AssetException">It is no JSON object.</exception>
    public static void ReadFile(ReadOnlyMemory<byte> file, string name, Action<AssetObject> read)
    {
        if (!file.IsEmpty)
        {
            TokenizerReader.WithJson(
                file,
                json =>
                {
                    read(json);
                    return true;
                },
                name);
        }
    }

    /// <summary>A token that is not special and matches wherever its text stands.</summary>
    public static AddedToken Plain(int id, string content) =>
        new(id, content, Special: false, SingleWord: false, LeftStrip: false, RightStrip: false, Normalized: false);

    private static AddedToken ReadToken(JsonProperty field, AssetObject json) => new(
        int.TryParse(field.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new AssetException(json.PathOf("id"), $"must be a whole number, not \"{field.Name}\"."),
        json.RequireString("content"),
        json.Flag("special"),
        json.Flag("single_word"),
        json.Flag("lstrip"),
        json.Flag("rstrip"),
        Normalized: json.Optional("normalized") is null ? !json.Flag("special") : json.Flag("normalized"));

    private static void ReadRoles(AssetObject json, Dictionary<string, AddedToken> tokens, TokenIndex vocabulary)
    {
        foreach (var (path, content) in RolesOf(json))
        {
            if (!tokens.TryGetValue(content, out var token))
            {
                token = vocabulary.TryGetId(Encoding.UTF8.GetBytes(content), out var id)
                    ? Plain(id, content)
                    : throw new AssetException(path, $"\"{content}\" has no id: neither the vocabulary nor an added token has this text.");
            }

            tokens[content] = token with { Special = true };
        }
    }

    // "" is no token: transformers takes it for none.
    private static IEnumerable<JsonElement> ValuesOf(string role, JsonElement? json) => json switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } names when role.EndsWith("_tokens", StringComparison.Ordinal) =>
            names.EnumerateObject().Select(name => name.Value),
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => [],
        { } value => [value],
    };
}
