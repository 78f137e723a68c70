namespace Tito.Core.Certification;

/// <summary>One side of a defect.</summary>
/// <param name="Label">What the text is, for people.</param>
/// <param name="Text">All of it, from the first character of the conversation where it is a render.</param>
/// <param name="RenderedCount">The text is the render of this many of the conversation's messages; null when it is not a render.</param>
/// <param name="Generate">Whether that render has the generation prompt.</param>
internal sealed record DefectText(string Label, string Text, int? RenderedCount, bool Generate);
