using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Verification;

/// <summary>How golden files name what produced a token.</summary>
internal static class OriginName
{
    /// <summary>The name of an origin.</summary>
    public static string Of(TokenOrigin origin) => origin.ToString().ToLowerInvariant();

    /// <summary>The origin that the field <c>origin</c> of an object names.</summary>
    public static TokenOrigin Read(JsonElement parent, string at) => GoldenField.Text(parent, "origin", at) switch
    {
        "prompt" => TokenOrigin.Prompt,
        "environment" => TokenOrigin.Environment,
        "splice" => TokenOrigin.Splice,
        "model" => TokenOrigin.Model,
        _ => throw new GoldenFormatException(at, "must be prompt, environment, splice or model."),
    };
}
