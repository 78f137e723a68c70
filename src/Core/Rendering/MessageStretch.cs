namespace Tito.Core.Rendering;

/// <summary>A stretch of rendered text that was written for one message, or for none.</summary>
/// <param name="Start">Its first character, in UTF-16 units of the text.</param>
/// <param name="End">The index after its last character; above <paramref name="Start"/>.</param>
/// <param name="Message">The message's index in the request, or null for what is the template's own.</param>
public readonly record struct MessageStretch(int Start, int End, int? Message);
