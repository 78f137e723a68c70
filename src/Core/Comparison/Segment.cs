namespace Tito.Core.Comparison;

/// <summary>A boundary token, or the run of ids between two of them.</summary>
/// <param name="Start">Index of the first id in the sequence.</param>
/// <param name="Length">Number of ids, 1 or more.</param>
/// <param name="IsSpecial">Whether it is one special token.</param>
internal readonly record struct Segment(int Start, int Length, bool IsSpecial);
