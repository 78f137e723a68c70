namespace Tito.Tokenizers.Loading;

/// <summary>What goes with a rank file and is not in it: checkpoints have it in the code of their tokenizer class.</summary>
/// <param name="Pattern">What text is cut by.</param>
/// <param name="ReservedTokens">
/// How many ids after the ranks have a special token, <c>&lt;|reserved_token_ID|&gt;</c> where none is named.
/// </param>
internal sealed record TiktokenFormat(string Pattern, int ReservedTokens = 0)
{
    private static readonly Dictionary<string, TiktokenFormat> ByClass = new()
    {
        // tokenization_kimi.py of Kimi K2 and K2.5: num_reserved_special_tokens = 256.
        ["TikTokenTokenizer"] = new(TiktokenPatterns.KimiK2, ReservedTokens: 256),
        // tokenization_chatglm.py of GLM-4, whose rank file is called tokenizer.model.
        ["ChatGLM4Tokenizer"] = new(TiktokenPatterns.Cl100k),
    };

    private static readonly Dictionary<string, TiktokenFormat> ByFileName = new()
    {
        ["cl100k_base.tiktoken"] = new(TiktokenPatterns.Cl100k),
        ["o200k_base.tiktoken"] = new(TiktokenPatterns.O200k),
    };

    /// <summary>The tokenizer classes that are known.</summary>
    public static IEnumerable<string> Classes => ByClass.Keys;

    /// <summary>The names of rank files that say the pattern.</summary>
    public static IEnumerable<string> FileNames => ByFileName.Keys;

    /// <summary>What goes with a rank file, or null where that is not known.</summary>
    /// <param name="tokenizerClass">The <c>tokenizer_class</c> of tokenizer_config.json, or null.</param>
    /// <param name="fileName">The rank file's name.</param>
    public static TiktokenFormat? Find(string? tokenizerClass, string fileName) =>
        ByClass.GetValueOrDefault(tokenizerClass ?? "") ?? ByFileName.GetValueOrDefault(fileName);
}
