namespace Tito.Core.Sessions.Inspection;

/// <summary>A piece of a run's text: one token, or several that are not told apart.</summary>
/// <param name="Start">The index of its first token in the conversation's buffer.</param>
/// <param name="Text">
/// What its tokens add to the text. A character whose bytes are spread over several tokens belongs to the last of them; the others add
/// nothing.
/// </param>
/// <param name="IsMarker">Whether it is one added token, special or not: text that looks the same is none.</param>
/// <param name="Token">The token, when the part is one that is told by itself.</param>
public sealed record TokenPart(int Start, string Text, bool IsMarker, InspectedToken? Token);
