namespace Tito.Core.Sessions.Inspection;

/// <summary>
/// The tokens of a conversation that are shown one by one. The rest is text, so that a conversation of any length can be shown.
/// </summary>
/// <param name="Index">0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many pages the conversation has, 1 or more.</param>
public sealed record TokenPage(int Index, int Count)
{
    /// <summary>Number of tokens of a page.</summary>
    public const int Length = 4096;

    /// <summary>The index of the page's first token.</summary>
    public int Start => Index * Length;

    /// <summary>Whether a token is shown by itself.</summary>
    /// <param name="tokenIndex">0 or more.</param>
    public bool Contains(int tokenIndex) => tokenIndex / Length == Index;

    /// <summary>The index of the page that shows a token; the last page for a token after the last.</summary>
    /// <param name="tokenIndex">0 or more.</param>
    /// <param name="tokenCount">Number of the conversation's tokens, 0 or more.</param>
    public static int Of(int tokenIndex, int tokenCount) => Math.Min(tokenIndex / Length, CountFor(tokenCount) - 1);

    /// <summary>How many pages a conversation has: 1 when it is empty.</summary>
    /// <param name="tokenCount">Number of its tokens, 0 or more.</param>
    internal static int CountFor(int tokenCount) => Math.Max(1, (tokenCount + Length - 1) / Length);
}
