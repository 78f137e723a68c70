using System.Text.Json.Nodes;

namespace Tito.Tokenizers.Loading;

/// <summary>Writes added tokens as <c>tokenizer.json</c> has them.</summary>
internal static class AddedTokenJson
{
    /// <summary>The field <c>added_tokens</c>.</summary>
    public static JsonArray Of(IEnumerable<AddedToken> tokens) => new([.. tokens.Select(token => (JsonNode)new JsonObject
    {
        ["id"] = token.Id,
        ["content"] = token.Content,
        ["single_word"] = token.SingleWord,
        ["lstrip"] = token.LeftStrip,
        ["rstrip"] = token.RightStrip,
        ["normalized"] = token.Normalized,
        ["special"] = token.Special,
    })]);
}
