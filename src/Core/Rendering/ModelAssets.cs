using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Tokenizers;

namespace Tito.Core.Rendering;

/// <summary>
/// The published files of a model that are needed here: its tokenizer, its own chat template and the special tokens that templates may
/// name.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ModelAssets
{
    private const string ConfigFile = "tokenizer_config.json";
    private const string MapFile = "special_tokens_map.json";

    // transformers hands these to every template (tokenization_utils_base.py, special_tokens_map).
    private static readonly string[] TokenNames =
        ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    private ModelAssets(Tokenizer tokenizer, string? chatTemplate, ImmutableArray<KeyValuePair<string, string>> specialTokens) =>
        (Tokenizer, ChatTemplate, SpecialTokens) = (tokenizer, chatTemplate, specialTokens);

    /// <summary>Text to ids and back, as published with the model.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The checkpoint's own chat template, or null when it has none.</summary>
    public string? ChatTemplate { get; }

    /// <summary>Names and texts of the special tokens that are set, as <c>eos_token</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> SpecialTokens { get; }

    /// <summary>Reads the two published files.</summary>
    /// <param name="tokenizerJson">The bytes of <c>tokenizer.json</c>.</param>
    /// <param name="tokenizerConfigJson">The bytes of <c>tokenizer_config.json</c>.</param>
    /// <exception cref="AssetException">
    /// One of them is malformed, or asks for something that is not supported; or the second names other added tokens than the first.
    /// </exception>
    public static ModelAssets Load(ReadOnlyMemory<byte> tokenizerJson, ReadOnlyMemory<byte> tokenizerConfigJson)
    {
        var assets = Load(Tokenizer.Load(tokenizerJson), tokenizerConfigJson);
        assets.Tokenizer.RequireAgreement(new("tokenizer.json", tokenizerJson, tokenizerConfigJson));
        return assets;
    }

    /// <summary>Reads the configuration of a tokenizer that is loaded already.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="tokenizerConfigJson">The bytes of <c>tokenizer_config.json</c>.</param>
    /// <param name="chatTemplate">
    /// The text of <c>chat_template.jinja</c>, which comes before what the configuration has (transformers,
    /// <c>tokenization_utils_base.py</c>); null where the checkpoint has no such file.
    /// </param>
    /// <param name="specialTokensMapJson">
    /// The bytes of <c>special_tokens_map.json</c>, empty where there is none: its special tokens are taken where the configuration has no
    /// <c>added_tokens_decoder</c> (transformers, <c>tokenization_utils_base.py</c>).
    /// </param>
    /// <exception cref="AssetException">The configuration is malformed, or asks for something that is not supported.</exception>
    public static ModelAssets Load(
        Tokenizer tokenizer,
        ReadOnlyMemory<byte> tokenizerConfigJson,
        string? chatTemplate = null,
        ReadOnlyMemory<byte> specialTokensMapJson = default)
    {
        var config = Parse(tokenizerConfigJson, ConfigFile);
        var hasDecoder = config.TryGetProperty("added_tokens_decoder", out var decoder) && decoder.ValueKind != JsonValueKind.Null;
        var tokens = ReadTokens(config, specialTokensMapJson.IsEmpty || hasDecoder ? default : Parse(specialTokensMapJson, MapFile));
        if (chatTemplate is not null)
        {
            return new(tokenizer, chatTemplate, tokens);
        }

        var template = config.TryGetProperty("chat_template", out var text) && text.ValueKind != JsonValueKind.Null ? text : default;
        return template.ValueKind is JsonValueKind.Undefined or JsonValueKind.String
            ? new(tokenizer, template.ValueKind == JsonValueKind.String ? template.GetString() : null, tokens)
            : throw new AssetException(
                $"{ConfigFile}: chat_template", "several named templates are not supported: give one with --template.");
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            var config = JsonElement.Parse(json.Span);
            JsonText.RequireValid(config, file);
            return config.ValueKind == JsonValueKind.Object
                ? config
                : throw new AssetException(file, "the file is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new AssetException(file, broken.Message, broken);
        }
        catch (MessageException unreadable)
        {
            throw new AssetException(unreadable.Param, "holds a lone surrogate, or bytes that are not UTF-8.", unreadable);
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadTokens(JsonElement config, JsonElement map)
    {
        var tokens = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var name in TokenNames)
        {
            var content = map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var mapped)
                ? Content(mapped, MapFile, name)
                : config.TryGetProperty(name, out var value) ? Content(value, ConfigFile, name) : null;
            if (!string.IsNullOrEmpty(content))
            {
                tokens.Add(new(name, content));
            }
        }

        return tokens.DrainToImmutable();
    }

    /// <summary>A token is its text, or an object with the text under <c>content</c>.</summary>
    private static string? Content(JsonElement token, string file, string name) => token.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => token.GetString(),
        JsonValueKind.Object when token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String =>
            content.GetString(),
        _ => throw new AssetException($"{file}: {name}", "must be a text, or an object with a text under content."),
    };
}
