namespace Tito.Tokenizers.Loading;

/// <summary>Reads a pattern that must be a plain text.</summary>
internal static class LiteralReader
{
    /// <summary>The text of the field <c>pattern</c>.</summary>
    /// <exception cref="AssetException">A regular expression, or an empty text.</exception>
    public static string Read(AssetObject json)
    {
        var pattern = json.RequireObject("pattern");
        pattern.AllowOnly("String");
        return pattern.RequireString("String") is { Length: > 0 } text ? text : throw pattern.Refuse("String", "must not be empty");
    }
}
