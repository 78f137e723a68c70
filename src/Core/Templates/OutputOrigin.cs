namespace Tito.Core.Templates;

/// <summary>The template construct that wrote a stretch of rendered text.</summary>
/// <param name="Start">The stretch's first offset in UTF-16 units; it reaches to the next stretch.</param>
/// <param name="Line">The construct's line in the template, from 1.</param>
/// <param name="Source">That line of the template without the white space around it.</param>
public readonly record struct OutputOrigin(int Start, int Line, string Source);
