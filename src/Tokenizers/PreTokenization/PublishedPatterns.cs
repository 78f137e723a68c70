using Tito.Tokenizers.Unicode;

namespace Tito.Tokenizers.PreTokenization;

/// <summary>The scanners of the patterns that models were published with, by the pattern's exact text.</summary>
internal static class PublishedPatterns
{
    /// <summary>The pattern of ByteLevel when it has <c>use_regex</c>.</summary>
    public const string GptTwo = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string WhiteSpace = @"\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>cl100k, Llama 3 and GLM-4.</summary>
    public const string LlamaThree = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + WhiteSpace;

    /// <summary>o200k and gpt-oss.</summary>
    public const string Omni =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + Contractions
        + @"?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + Contractions
        + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + WhiteSpace;

    /// <summary>Kimi K2.</summary>
    public const string Kimi =
        @"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+" + Contractions
        + @"?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*" + Contractions
        + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + WhiteSpace;

    private const string Qwen = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|" + WhiteSpace;

    /// <summary>Qwen3.5, whose words have marks.</summary>
    private const string QwenWithMarks =
        Contractions + @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|" + WhiteSpace;

    /// <summary>Seed-OSS and Seed-Coder, whose symbols leave the line breaks after them alone.</summary>
    private const string Seed = Contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}\r\n]+|" + WhiteSpace;

    /// <summary>Tekken, of Mistral Nemo and later, and of Nemotron 3: o200k without contractions, and a piece for each digit.</summary>
    private const string Tekken =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        + @"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|" + WhiteSpace;

    private const string DeepSeek =
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
        + @"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|" + WhiteSpace;

    /// <summary>The scanner of a pattern, or null when the pattern is not one of these.</summary>
    public static PatternScanner? Find(string pattern) => Spell(pattern) switch
    {
        GptTwo => new GptTwoPattern(),
        Qwen => new ClassicPattern(mostDigits: 1),
        LlamaThree => new ClassicPattern(mostDigits: 3),
        QwenWithMarks => new ClassicPattern(mostDigits: 1, ScalarClass.Letter | ScalarClass.Mark),
        Seed => new ClassicPattern(mostDigits: 1, takesLineBreaks: false),
        Omni => new OmniPattern(takesContractions: true, mostDigits: 3),
        Tekken => new OmniPattern(takesContractions: false, mostDigits: 1),
        Kimi => new KimiPattern(),
        DeepSeek => new DeepSeekPattern(),
        @"\p{N}{1,3}" => new DigitGroupsPattern(),
        "[一-龥\u3040-ゟ゠-ヿ]+" => new KanaAndHanPattern(),
        _ => null,
    };

    /// <summary>
    /// One spelling of what files spell in two ways: a line break as itself or by its escape, and <c>\p{N}{1}</c>, which is <c>\p{N}</c>.
    /// </summary>
    private static string Spell(string pattern) => pattern
        .Replace("\r", @"\r", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal)
        .Replace(@"\p{N}{1}", @"\p{N}", StringComparison.Ordinal);
}
