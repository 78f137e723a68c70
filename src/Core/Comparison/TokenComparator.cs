using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Tokenizers;

namespace Tito.Core.Comparison;

/// <summary>
/// Compares the tokens of a session with a fresh tokenization of its conversation: first the structure at special tokens, then the
/// text of each segment. The same text under different ids is no mismatch, for a sampled model need not tokenize canonically.
/// </summary>
/// <remarks>Immutable and thread-safe. Linear in the lengths; nothing is decoded where the ids are equal.</remarks>
public sealed class TokenComparator
{
    /// <summary>How many ids of a segment are decoded to see who speaks: a role's name is shorter than this.</summary>
    private const int AssistantWindow = 20;

    private readonly Tokenizer _tokenizer;
    private readonly string _assistantStart;
    private readonly FrozenSet<int> _trailing;

    /// <summary>A comparator with a family's settings.</summary>
    /// <param name="family">Gives the assistant start and the trailing trim set.</param>
    /// <param name="tokenizer">Decides which tokens are boundaries: those that it flags special.</param>
    /// <exception cref="AssetException">A trailing trim text is not one token of this tokenizer.</exception>
    public TokenComparator(Family family, Tokenizer tokenizer)
    {
        _tokenizer = tokenizer;
        _assistantStart = family.AssistantStart;
        _trailing = family.TrailingTrim.Select(text => tokenizer.SingleId(text, family.Name)).ToFrozenSet();
    }

    /// <summary>All differences between two sequences, in order; empty when they say the same.</summary>
    /// <param name="expected">The fresh tokenization, ids within the vocabulary.</param>
    /// <param name="actual">The session's tokens, ids within the vocabulary.</param>
    public ImmutableArray<Mismatch> Compare(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual)
    {
        expected = TrimEnd(expected);
        actual = TrimEnd(actual);
        if (expected.SequenceEqual(actual))
        {
            return [];
        }

        var expectedSegments = Segments(expected);
        var actualSegments = Segments(actual);
        if (!expectedSegments.Select(segment => segment.IsSpecial).SequenceEqual(actualSegments.Select(segment => segment.IsSpecial)))
        {
            return
            [
                new(
                    MismatchType.SpecialTokenCount,
                    -1,
                    Structure(expected, expectedSegments),
                    Structure(actual, actualSegments),
                    $"{expectedSegments.Count} segments were expected and {actualSegments.Count} found, or special tokens stand in different places."),
            ];
        }

        var mismatches = ImmutableArray.CreateBuilder<Mismatch>();
        for (var i = 0; i < expectedSegments.Count; i++)
        {
            if (ComparePair(i, expected, expectedSegments, actual, actualSegments) is { } mismatch)
            {
                mismatches.Add(mismatch);
            }
        }

        return mismatches.DrainToImmutable();
    }

    private Mismatch? ComparePair(
        int index, ReadOnlySpan<int> expected, List<Segment> expectedSegments, ReadOnlySpan<int> actual, List<Segment> actualSegments)
    {
        var left = Slice(expected, expectedSegments[index]);
        var right = Slice(actual, actualSegments[index]);
        if (left.SequenceEqual(right))
        {
            return null;
        }

        var (expectedText, actualText) = (Decode(left), Decode(right));
        if (expectedSegments[index].IsSpecial)
        {
            return new(
                MismatchType.SpecialTokenType, index, expectedText, actualText, $"Special token {left[0]} was expected and {right[0]} found.");
        }

        if (string.Equals(expectedText, actualText, StringComparison.Ordinal))
        {
            return null;
        }

        var byModel = IsAssistant(index, expected, expectedSegments) && IsAssistant(index, actual, actualSegments);
        var at = expectedText.AsSpan().CommonPrefixLength(actualText);
        return new(
            byModel ? MismatchType.AssistantText : MismatchType.NonAssistantText,
            index,
            expectedText,
            actualText,
            $"The texts agree on their first {at} characters of {expectedText.Length} expected and {actualText.Length} found.");
    }

    private bool IsAssistant(int index, ReadOnlySpan<int> ids, List<Segment> segments)
    {
        if (index == 0 || !segments[index - 1].IsSpecial)
        {
            return false;
        }

        var head = Slice(ids, segments[index]);
        var start = Decode(Slice(ids, segments[index - 1])) + Decode(head[..Math.Min(AssistantWindow, head.Length)]);
        return start.StartsWith(_assistantStart, StringComparison.Ordinal);
    }

    private ReadOnlySpan<int> TrimEnd(ReadOnlySpan<int> ids)
    {
        while (!ids.IsEmpty && _trailing.Contains(ids[^1]))
        {
            ids = ids[..^1];
        }

        return ids;
    }

    private List<Segment> Segments(ReadOnlySpan<int> ids)
    {
        var segments = new List<Segment>();
        var start = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            if (!_tokenizer.IsSpecial(ids[i]))
            {
                continue;
            }

            if (i > start)
            {
                segments.Add(new(start, i - start, false));
            }

            segments.Add(new(i, 1, true));
            start = i + 1;
        }

        if (ids.Length > start)
        {
            segments.Add(new(start, ids.Length - start, false));
        }

        return segments;
    }

    private string Structure(ReadOnlySpan<int> ids, List<Segment> segments)
    {
        var parts = new List<string>(segments.Count);
        foreach (var segment in segments)
        {
            parts.Add(segment.IsSpecial ? Decode(Slice(ids, segment)) : $"[{segment.Length} tokens]");
        }

        return string.Join(' ', parts);
    }

    private static ReadOnlySpan<int> Slice(ReadOnlySpan<int> ids, Segment segment) => ids.Slice(segment.Start, segment.Length);

    private string Decode(ReadOnlySpan<int> ids) => _tokenizer.Decode(ids, skipSpecialTokens: false);
}
