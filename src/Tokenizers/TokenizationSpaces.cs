namespace Tito.Tokenizers;

/// <summary>The setting <c>clean_up_tokenization_spaces</c> of transformers, which acts on text that is already decoded.</summary>
public static class TokenizationSpaces
{
    // The replacements of PreTrainedTokenizerBase.clean_up_tokenization, in their order.
    private static readonly (string Written, string Clean)[] Replacements =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"),
        (" 're", "'re"),
    ];

    /// <summary>The text without the spaces before English punctuation and contractions.</summary>
    public static string CleanUp(string text) => Replacements.Aggregate(
        text, (cleaned, replacement) => cleaned.Replace(replacement.Written, replacement.Clean, StringComparison.Ordinal));
}
