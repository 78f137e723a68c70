namespace Tito.Core.Tokenizers.PreTokenization;

/// <summary>The scanners of the patterns that models were published with, by the pattern's exact text.</summary>
internal static class PublishedPatterns
{
    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The scanner of a pattern, or null when the pattern is not one of these.</summary>
    public static PatternScanner? Find(string pattern) => pattern switch
    {
        Qwen => new QwenPattern(mostDigits: 1),
        _ => null,
    };
}
