namespace Tito.Core.Sessions.Inspection;

/// <summary>A piece of a run's text: one token, or several that are shown as one.</summary>
/// <param name="Start">The index of its first token in the conversation's buffer.</param>
/// <param name="Text">
/// What its tokens add to the text. A character whose bytes are spread over several tokens belongs to the last of them; the others add
/// nothing.
/// </param>
/// <param name="IsMarker">Whether it is one added token, special or not: text that only looks the same is not one.</param>
/// <param name="Token">The token, when the part is shown by itself.</param>
public sealed record TokenPart(int Start, string Text, bool IsMarker, InspectedToken? Token);
