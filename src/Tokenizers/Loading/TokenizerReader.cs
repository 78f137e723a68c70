using System.Security.Cryptography;
using System.Text.Json;

namespace Tito.Tokenizers.Loading;

/// <summary>Reads a <c>tokenizer.json</c>.</summary>
internal static class TokenizerReader
{
    private const string TokenizerJson = "tokenizer.json";

    /// <summary>Reads a whole asset.</summary>
    /// <exception cref="AssetException">The asset is broken or asks for what is not understood.</exception>
    public static Tokenizer Read(ReadOnlyMemory<byte> json) => WithJson(json, root =>
    {
        var vocabulary = VocabularyReader.Read(root.RequireObject("model"));
        var settings = new TokenizerSettings(SHA256.HashData(json.Span), TokenizerSettings.JsonOf(root), AddedIdRule.NextFree);
        return TokenizerBuilder.Build(settings, vocabulary, root);
    });

    /// <summary>Does something with a JSON object.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="read">What to do.</param>
    /// <param name="file">The file's name for errors, before each field where it is not <c>tokenizer.json</c>.</param>
    /// <exception cref="AssetException">The bytes are not a JSON object, or a string in it is not Unicode text.</exception>
    public static T WithJson<T>(ReadOnlyMemory<byte> json, Func<AssetObject, T> read, string file = TokenizerJson)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return read(new(document.RootElement, file == TokenizerJson ? "" : file));
        }
        catch (JsonException exception)
        {
            throw new AssetException(file, $"is no JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The JSON reader's answer to a string with a lone surrogate or with bytes that are not UTF-8.
            throw new AssetException(file, $"holds a string that is no Unicode text: {exception.Message}", exception);
        }
    }
}
