namespace Tito.Core.Rendering;

/// <summary>What wrote a place of a rendered conversation.</summary>
/// <param name="Message">The message's index in the request; null for what is the format's own.</param>
/// <param name="Line">The line of the template, from 1; 0 for what code wrote.</param>
/// <param name="Source">That line without the white space around it.</param>
public sealed record RenderedPlace(int? Message, int Line, string Source);
