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
    // The special_tokens_map of transformers (tokenization_utils_base.py).
    private static readonly string[] Roles =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token", "additional_special_tokens"];

    /// <summary>The added tokens in the order of their ids.</summary>
    /// <param name="files">The checkpoint.</param>
    /// <param name="config">Its tokenizer_config.json.</param>
    /// <param name="own">Those that the vocabulary says itself; a configured one of the same text takes their place.</param>
    /// <param name="vocabulary">From a text to its id in the vocabulary.</param>
    /// <exception cref="AssetException">A token is malformed, or has a role and no id.</exception>
    public static List<AddedToken> Read(CheckpointFiles files, AssetObject config, IEnumerable<AddedToken> own, TokenIndex vocabulary)
    {
        var tokens = own.ToDictionary(token => token.Content);
        foreach (var field in config.OptionalObject("added_tokens_decoder")?.Fields ?? [])
        {
            var token = ReadToken(field, new(field.Value, config.PathOf($"added_tokens_decoder.{field.Name}")));
            tokens[token.Content] = token;
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

    /// <summary>A token that is not special and matches wherever its text stands.</summary>
    public static AddedToken Plain(int id, string content) =>
        new(id, content, Special: false, SingleWord: false, LeftStrip: false, RightStrip: false, Normalized: false);

    private static void ReadFile(ReadOnlyMemory<byte> file, string name, Action<AssetObject> read)
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

    // Whether a token is normalized matters to tokenizer.json alone: here tokens are cut out before anything is rewritten.
    private static AddedToken ReadToken(JsonProperty field, AssetObject json) => new(
        int.TryParse(field.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new AssetException(json.PathOf("id"), $"must be a whole number, not \"{field.Name}\"."),
        json.RequireString("content"),
        json.Flag("special"),
        json.Flag("single_word"),
        json.Flag("lstrip"),
        json.Flag("rstrip"),
        Normalized: false);

    private static void ReadRoles(AssetObject json, Dictionary<string, AddedToken> tokens, TokenIndex vocabulary)
    {
        foreach (var role in Roles)
        {
            var path = json.PathOf(role);
            foreach (var value in ValuesOf(json.Optional(role)))
            {
                var content = value.ValueKind == JsonValueKind.Object
                    ? new AssetObject(value, path).RequireString("content")
                    : AssetObject.StringOf(value, path);
                if (!tokens.TryGetValue(content, out var token))
                {
                    token = vocabulary.TryGetId(Encoding.UTF8.GetBytes(content), out var id)
                        ? Plain(id, content)
                        : throw new AssetException(
                            path, $"\"{content}\" has no id: neither the vocabulary nor an added token has this text.");
                }

                tokens[content] = token with { Special = true };
            }
        }
    }

    private static List<JsonElement> ValuesOf(JsonElement? role) =>
        role is not { } value ? [] : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
