namespace Tito.Core.Certification;

/// <summary>One side of a counterexample.</summary>
/// <param name="Label">What the text is, for people.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Line">The template line that wrote the first differing character, from 1; null where no line did.</param>
/// <param name="Source">That line of the template, or null.</param>
public sealed record CounterexampleSide(string Label, string Text, int? Line, string? Source);
