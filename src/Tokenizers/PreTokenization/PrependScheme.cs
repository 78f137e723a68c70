namespace Tito.Tokenizers.PreTokenization;

/// <summary>Which pieces Metaspace puts its replacement before.</summary>
internal enum PrependScheme
{
    /// <summary>Only the one with which the text starts.</summary>
    First,

    /// <summary>None of them.</summary>
    Never,

    /// <summary>Each of them.</summary>
    Always,
}
