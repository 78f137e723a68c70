using System.Text.Json;

namespace Tito.Engines.Http;

/// <summary>Finds the word in an engine's error that a program can branch on.</summary>
internal static class EngineErrorCode
{
    /// <summary>The header by which SGLang's model gateway names its own errors.</summary>
    private const string GatewayHeader = "X-SMG-Error-Code";

    private const int MaxLength = 100;

    /// <summary>
    /// The gateway's header; or else <c>code</c>, or <c>type</c>, of the body or of its <c>error</c> object, the first that is a word. Null
    /// when there is none.
    /// </summary>
    public static string? Find(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        response.Headers.TryGetValues(GatewayHeader, out var values) && values.FirstOrDefault(IsWord) is { } word ? word : Find(body);

    /// <summary>The word that a body has, as above.</summary>
    public static string? Find(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            return json.ValueKind != JsonValueKind.Object ? null
                : json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? Word(error) ?? Word(json)
                : Word(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text, if it is a word: 1 to 100 characters of visible ASCII; else null.</summary>
    public static string? Word(string? text) => IsWord(text) ? text : null;

    private static string? Word(JsonElement json) =>
        AnswerField.OptionalText(json, "code") is { } code && IsWord(code) ? code
            : AnswerField.OptionalText(json, "type") is { } type && IsWord(type) ? type
            : null;

    private static bool IsWord(string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
