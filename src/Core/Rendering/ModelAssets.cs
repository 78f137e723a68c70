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
    /// <exception cref="AssetException">One of them is malformed, or asks for something that is not supported.</exception>
    public static ModelAssets Load(ReadOnlyMemory<byte> tokenizerJson, ReadOnlyMemory<byte> tokenizerConfigJson) =>
        Load(Tokenizer.Load(tokenizerJson), tokenizerConfigJson);

    /// <summary>Reads the configuration of a tokenizer that is loaded already.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="tokenizerConfigJson">The bytes of <c>tokenizer_config.json</c>.</param>
    /// <param name="chatTemplate">
    /// The text of <c>chat_template.jinja</c>, which comes before what the configuration has (transformers,
    /// <c>tokenization_utils_base.py</c>); null where the checkpoint has no such file.
    /// </param>
    /// <exception cref="AssetException">The configuration is malformed, or asks for something that is not supported.</exception>
    public static ModelAssets Load(Tokenizer tokenizer, ReadOnlyMemory<byte> tokenizerConfigJson, string? chatTemplate = null)
    {
        var config = Parse(tokenizerConfigJson);
        if (chatTemplate is not null)
        {
            return new(tokenizer, chatTemplate, ReadTokens(config));
        }

        var template = config.TryGetProperty("chat_template", out var text) && text.ValueKind != JsonValueKind.Null ? text : default;
        return template.ValueKind is JsonValueKind.Undefined or JsonValueKind.String
            ? new(tokenizer, template.ValueKind == JsonValueKind.String ? template.GetString() : null, ReadTokens(config))
            : throw new AssetException(
                "tokenizer_config.json: chat_template", "several named templates are not supported: give one with --template.");
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var config = JsonElement.Parse(json.Span);
            JsonText.RequireValid(config, "tokenizer_config.json");
            return config.ValueKind == JsonValueKind.Object
                ? config
                : throw new AssetException("tokenizer_config.json", "the file is no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new AssetException("tokenizer_config.json", broken.Message, broken);
        }
        catch (MessageException unreadable)
        {
            throw new AssetException(unreadable.Param, "holds a lone surrogate, or bytes that are not UTF-8.", unreadable);
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadTokens(JsonElement config)
    {
        var tokens = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var name in TokenNames)
        {
            if (config.TryGetProperty(name, out var value) && Content(value, name) is { } content)
            {
                tokens.Add(new(name, content));
            }
        }

        return tokens.DrainToImmutable();
    }

    /// <summary>A token is its text, or an object with the text under <c>content</c>.</summary>
    private static string? Content(JsonElement token, string name) => token.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => token.GetString(),
        JsonValueKind.Object when token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String =>
            content.GetString(),
        _ => throw new AssetException($"tokenizer_config.json: {name}", "must be a text, or an object with a text under content."),
    };
}
