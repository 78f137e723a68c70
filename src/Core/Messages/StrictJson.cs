using System.Text;
using System.Text.Json;

namespace Tito.Core.Messages;

/// <summary>Reads JSON whose objects have no key twice: otherwise it would be each reader's choice which of two values counts.</summary>
public static class StrictJson
{
    /// <summary>How deep JSON may nest, where a format does not say otherwise.</summary>
    public const int MaxDepth = 64;

    /// <summary>The options of a document that nests at most <see cref="MaxDepth"/> levels.</summary>
    public static JsonDocumentOptions Options { get; } = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads one value.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <exception cref="JsonException">It is not JSON, repeats a key, or nests deeper.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8, int maxDepth = MaxDepth)
    {
        try
        {
            return JsonElement.Parse(utf8, new() { AllowDuplicateProperties = false, MaxDepth = maxDepth });
        }
        catch (InvalidOperationException broken)
        {
            // A key with a lone surrogate cannot be compared with the others.
            throw new JsonException(broken.Message, broken);
        }
    }

    /// <summary>Reads one value of a text.</summary>
    /// <exception cref="JsonException">It is not JSON, repeats a key, or nests deeper than 64 levels.</exception>
    public static JsonElement Parse(string text)
    {
        try
        {
            return Parse(Utf8.GetBytes(text));
        }
        catch (EncoderFallbackException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }

    /// <summary>Reads one value of a text, or null where <see cref="Parse(string)"/> throws.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is an object, as the arguments of a call have to be.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    internal static bool IsObject(string text, int maxDepth = MaxDepth)
    {
        try
        {
            return Parse(Encoding.UTF8.GetBytes(text), maxDepth).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
