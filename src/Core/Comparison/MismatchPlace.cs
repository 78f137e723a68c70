namespace Tito.Core.Comparison;

/// <summary>Where two token sequences part.</summary>
/// <param name="ExpectedTokenIndex">Index of the expected token that has the first difference; the sequence's length when it ends before.</param>
/// <param name="ActualTokenIndex">The same in the actual sequence.</param>
/// <param name="CharIndex">The first differing character of the segment's two texts, in UTF-16 units; 0 for a difference of special tokens.</param>
/// <param name="TurnIndex">How many assistant turns begin before the place, less one: the turn that it lies in or behind; -1 before the first.</param>
public sealed record MismatchPlace(int ExpectedTokenIndex, int ActualTokenIndex, int CharIndex, int TurnIndex);
