using System.Collections.Immutable;

namespace Tito.Replay.Checks;

/// <summary>Two sequences of tokens around the first in which they differ.</summary>
/// <param name="Start">The index of the first token shown, in the whole buffer.</param>
/// <param name="At">The index of the first that differs.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
internal sealed record TokenWindow(
    int Start, int At, ImmutableArray<TokenWindow.Token> Expected, ImmutableArray<TokenWindow.Token> Found)
{
    /// <summary>What the differing place was written for, such as <c>messages[3] (tool)</c>; null where nobody knows.</summary>
    public string? Message { get; init; }

    /// <summary>The template's line that wrote the place; null where nobody knows.</summary>
    public string? TemplateLine { get; init; }

    /// <summary>A token.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">Its text.</param>
    /// <param name="Origin">The word for what produced it; null where nobody said.</param>
    internal sealed record Token(int Id, string Text, string? Origin);
}
