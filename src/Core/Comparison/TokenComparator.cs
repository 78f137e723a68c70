using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Core.Comparison;

/// <summary>
/// Compares the tokens of a session with a fresh tokenization of its conversation: first the structure at special tokens, then the
/// text of each segment. The same text under different ids is not a mismatch, for a sampled model need not tokenize canonically.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. Linear in the lengths; equal sequences are not decoded, nor are equal segments except for the openings of
/// turns.
/// </remarks>
public sealed class TokenComparator
{
    private readonly Tokenizer _tokenizer;
    private readonly Segmenter _segmenter;
    private readonly string _assistantStart;
    private readonly FrozenSet<int> _trailing;

    /// <summary>A comparator with a family's settings.</summary>
    /// <param name="family">Gives the assistant start (none is an empty one), the boundary tokens and the trailing trim set.</param>
    /// <param name="tokenizer">Gives the special tokens, which are the boundaries where the family says nothing else.</param>
    /// <exception cref="AssetException">A trailing trim or boundary text is not one token of this tokenizer.</exception>
    public TokenComparator(Family family, Tokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        _segmenter = new(family, tokenizer);
        _assistantStart = family.AssistantStart ?? "";
        _trailing = family.TrailingTrim.Select(text => tokenizer.SingleId(text, family.Name)).ToFrozenSet();
    }

    /// <summary>All differences between two sequences, in order; empty when they say the same.</summary>
    /// <param name="expected">The fresh tokenization, ids within the vocabulary.</param>
    /// <param name="actual">The session's tokens, ids within the vocabulary.</param>
    public ImmutableArray<Mismatch> Compare(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual) => Compare(expected, actual, []);

    /// <summary>All differences between two sequences, in order; empty when they say the same.</summary>
    /// <param name="expected">The fresh tokenization, ids within the vocabulary.</param>
    /// <param name="actual">The session's tokens, ids within the vocabulary.</param>
    /// <param name="trailing">Ids that are cut from the ends of both sequences besides the family's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sequences differ, and an id is not in the vocabulary.</exception>
    public ImmutableArray<Mismatch> Compare(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual, ReadOnlySpan<int> trailing)
    {
        expected = TrimEnd(expected, trailing);
        actual = TrimEnd(actual, trailing);
        if (expected.SequenceEqual(actual))
        {
            return [];
        }

        var left = new SegmentedTokens(expected, _segmenter.Cut(expected), _tokenizer);
        var right = new SegmentedTokens(actual, _segmenter.Cut(actual), _tokenizer);
        var paired = CountPaired(left.Segments, right.Segments);
        if (paired < Math.Max(left.Segments.Count, right.Segments.Count))
        {
            return [CountMismatch(left, right, paired)];
        }

        var mismatches = ImmutableArray.CreateBuilder<Mismatch>();
        var (turns, counted) = (0, 0);
        for (var i = 0; i < paired; i++)
        {
            if (left[i].SequenceEqual(right[i]))
            {
                continue;
            }

            var (expectedText, actualText) = (left.Text(i), right.Text(i));
            if (!left.Segments[i].IsSpecial
                && string.Equals(expectedText, actualText, StringComparison.Ordinal)
                && !HidesBytes(expectedText, left[i], right[i]))
            {
                continue;
            }

            turns += CountTurns(left, counted, i + 1);
            counted = i + 1;
            mismatches.Add(left.Segments[i].IsSpecial
                ? TypeMismatch(left, right, i, expectedText, actualText, turns - 1)
                : TextMismatch(left, right, i, expectedText, actualText, turns - 1));
        }

        return mismatches.DrainToImmutable();
    }

    /// <summary>
    /// Whether texts that read alike are of other bytes: U+FFFD stands for any that are not UTF-8, and for itself.
    /// </summary>
    private bool HidesBytes(string text, ReadOnlySpan<int> left, ReadOnlySpan<int> right) =>
        text.Contains('\uFFFD', StringComparison.Ordinal) && FirstDifference(left, right) != (left.Length, right.Length);

    private Mismatch CountMismatch(SegmentedTokens left, SegmentedTokens right, int paired)
    {
        var (expectedIndex, actualIndex) = (StartOf(left.Segments, paired), StartOf(right.Segments, paired));
        var isShorter = paired == left.Segments.Count || paired == right.Segments.Count;
        return new(
            MismatchType.SpecialTokenCount,
            -1,
            left.Structure(),
            right.Structure(),
            $"{left.Segments.Count} segments were expected and {right.Segments.Count} found, or special tokens stand in different places.",
            new(expectedIndex, actualIndex, 0, CountTurns(left, 0, Math.Min(paired + 1, left.Segments.Count)) - 1),
            isShorter ? MismatchCause.EarlyStop : MismatchCause.Unknown);
    }

    private static Mismatch TypeMismatch(
        SegmentedTokens left, SegmentedTokens right, int index, string expectedText, string actualText, int turnIndex) =>
        new(
            MismatchType.SpecialTokenType,
            index,
            expectedText,
            actualText,
            $"Special token {left[index][0]} was expected and {right[index][0]} found.",
            new(left.Segments[index].Start, right.Segments[index].Start, 0, turnIndex),
            MismatchCause.Unknown);

    private Mismatch TextMismatch(
        SegmentedTokens left, SegmentedTokens right, int index, string expectedText, string actualText, int turnIndex)
    {
        var byModel = left.IsAssistant(index, _assistantStart) && right.IsAssistant(index, _assistantStart);
        var charIndex = expectedText.AsSpan().CommonPrefixLength(actualText);
        var (leftToken, rightToken) = FirstDifference(left[index], right[index]);
        return new(
            byModel ? MismatchType.AssistantText : MismatchType.NonAssistantText,
            index,
            expectedText,
            actualText,
            expectedText == actualText
                ? "The texts read alike, and their bytes that are not UTF-8 differ."
                : $"The texts agree on their first {charIndex} characters of {expectedText.Length} expected and {actualText.Length} found.",
            new(left.Segments[index].Start + leftToken, right.Segments[index].Start + rightToken, charIndex, turnIndex),
            expectedText == actualText ? MismatchCause.Unknown : CauseFinder.Find(expectedText, actualText, charIndex));
    }

    /// <summary>The tokens that bring the first differing byte: the same text may be cut into other tokens before it.</summary>
    private (int Left, int Right) FirstDifference(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var i = left.CommonPrefixLength(right);
        var j = i;
        ReadOnlySpan<byte> ours = default, theirs = default;
        while (true)
        {
            ours = ours.IsEmpty && i < left.Length ? _tokenizer.GetBytes(left[i]) : ours;
            theirs = theirs.IsEmpty && j < right.Length ? _tokenizer.GetBytes(right[j]) : theirs;
            var same = Math.Min(ours.Length, theirs.Length);
            if (same == 0 || !ours[..same].SequenceEqual(theirs[..same]))
            {
                return (i, j);
            }

            i += ours.Length == same ? 1 : 0;
            j += theirs.Length == same ? 1 : 0;
            ours = ours[same..];
            theirs = theirs[same..];
        }
    }

    private int CountTurns(SegmentedTokens tokens, int from, int to)
    {
        var turns = 0;
        for (var i = from; i < to; i++)
        {
            turns += tokens.IsAssistant(i, _assistantStart) ? 1 : 0;
        }

        return turns;
    }

    /// <summary>How many segments pair up, special with special and text with text.</summary>
    private static int CountPaired(List<Segment> left, List<Segment> right)
    {
        var paired = 0;
        while (paired < left.Count && paired < right.Count && left[paired].IsSpecial == right[paired].IsSpecial)
        {
            paired++;
        }

        return paired;
    }

    private static int StartOf(List<Segment> segments, int index) =>
        index < segments.Count ? segments[index].Start : segments.Count == 0 ? 0 : segments[^1].Start + segments[^1].Length;

    private ReadOnlySpan<int> TrimEnd(ReadOnlySpan<int> ids, ReadOnlySpan<int> trailing)
    {
        while (!ids.IsEmpty && (_trailing.Contains(ids[^1]) || trailing.Contains(ids[^1])))
        {
            ids = ids[..^1];
        }

        return ids;
    }
}
