namespace Tito.Core.Comparison;

/// <summary>One place in which two token sequences differ.</summary>
/// <param name="Type">What differs.</param>
/// <param name="SegmentIndex">The index of the segment in both sequences, or -1 when the segments themselves do not pair up.</param>
/// <param name="ExpectedText">The decoded segment, or the structure, of the expected sequence.</param>
/// <param name="ActualText">The decoded segment, or the structure, of the actual sequence.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Place">Where the difference begins.</param>
/// <param name="Cause">What probably made it.</param>
public sealed record Mismatch(
    MismatchType Type, int SegmentIndex, string ExpectedText, string ActualText, string Detail, Mismatch.TokenPlace Place,
    MismatchCause Cause)
{
    /// <summary>Whether the difference is one that no model can cause.</summary>
    public bool IsHard => Type != MismatchType.AssistantText;

    /// <summary>Where two token sequences part.</summary>
    /// <param name="ExpectedTokenIndex">
    /// Index of the expected token that has the first difference; the sequence's length when it ends before.
    /// </param>
    /// <param name="ActualTokenIndex">The same in the actual sequence.</param>
    /// <param name="CharIndex">
    /// The first differing character of the segment's two texts, in UTF-16 units; 0 for a difference of special tokens.
    /// </param>
    /// <param name="TurnIndex">The index of the assistant turn that the place lies in or after, from 0; -1 before the first.</param>
    public sealed record TokenPlace(int ExpectedTokenIndex, int ActualTokenIndex, int CharIndex, int TurnIndex);
}
