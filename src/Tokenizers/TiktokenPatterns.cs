using Tito.Tokenizers.PreTokenization;

namespace Tito.Tokenizers;

/// <summary>The patterns that go with published rank files, which do not contain them.</summary>
public static class TiktokenPatterns
{
    /// <summary>For <c>cl100k_base</c>, and for GLM-4.</summary>
    public const string Cl100k = PublishedPatterns.LlamaThree;

    /// <summary>For <c>o200k_base</c>.</summary>
    public const string O200k = PublishedPatterns.Omni;

    /// <summary>For Kimi K2, whose pattern has Chinese characters apart.</summary>
    public const string KimiK2 = PublishedPatterns.Kimi;
}
