namespace Tito.Jinja;

/// <summary>The template construct that wrote a stretch of rendered text.</summary>
/// <param name="Start">The stretch's first offset in UTF-16 units; it reaches to the next stretch.</param>
/// <param name="Subject">The index of the value that it was written for, or null when it is the template's own.</param>
/// <param name="Line">The construct's line in the template, from 1; 0 for what code wrote.</param>
/// <param name="Source">That line of the template without the white space around it.</param>
public readonly record struct OutputOrigin(int Start, int? Subject, int Line, string Source);
