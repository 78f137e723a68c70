using Tito.Core.Splicing;
using Tito.Core.Tokens;

namespace Tito.Core.Prompts;

/// <summary>Level 3: what a splicer made must continue the buffer that it was given, token for token.</summary>
internal static class PrefixCheck
{
    /// <summary>
    /// The first token in which a spliced prompt leaves what it must be, with the number of stored tokens that had to stay; null when it
    /// does not.
    /// </summary>
    /// <param name="start">What the prompt continues.</param>
    /// <param name="spliced">What the splicer made.</param>
    /// <param name="maxReplaced">How many of the buffer's last tokens the family lets a splice replace, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The splice replaces a negative number of tokens.</exception>
    public static (TokenDifference Difference, int StoredCount)? Find(PromptBase start, SpliceOutcome.Spliced spliced, int maxReplaced)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(spliced.ReplacedCount, nameof(spliced));
        var (stored, prompt) = (start.Tokens, spliced.Prompt);
        var tolerated = Math.Min(maxReplaced + start.DroppedCount, start.SampledCount);
        var kept = stored.Count - Math.Min(spliced.ReplacedCount, tolerated);
        if (stored.FirstDifference(prompt, kept) is { } lost)
        {
            return (At(lost, stored, prompt), kept);
        }

        if (spliced.ReplacedCount > tolerated)
        {
            // The ids may agree by chance; what the splice says that it dropped had to stay nevertheless.
            return (At(Math.Max(0, stored.Count - spliced.ReplacedCount), stored, prompt), kept);
        }

        var expected = spliced.Segments.Aggregate(prompt.Take(kept), (buffer, segment) => buffer.Append(segment));
        return FirstDifference(expected, prompt) is { } wrong ? (At(wrong, expected, prompt), kept) : null;
    }

    /// <summary>Where two buffers differ, or one ends before the other; what they share is not looked at.</summary>
    private static int? FirstDifference(TokenBuffer expected, TokenBuffer actual)
    {
        var common = Math.Min(expected.Count, actual.Count);
        return expected.FirstDifference(actual, common) ?? (expected.Count == actual.Count ? null : common);
    }

    private static TokenDifference At(int index, TokenBuffer stored, TokenBuffer prompt) =>
        new(index, stored.IdAt(index), prompt.IdAt(index));
}
