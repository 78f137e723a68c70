namespace Tito.Tokenizers.PreTokenization;

/// <summary>How a match, and the gaps between matches, become pieces.</summary>
internal enum SplitBehavior
{
    /// <summary>Matches are dropped, gaps are pieces.</summary>
    Removed,

    /// <summary>Each match and each gap is a piece.</summary>
    Isolated,

    /// <summary>A match ends the piece of the gap before it.</summary>
    MergedWithPrevious,

    /// <summary>A match starts the piece of the gap after it.</summary>
    MergedWithNext,

    /// <summary>Matches that touch are one piece.</summary>
    Contiguous,
}
