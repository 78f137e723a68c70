using Tito.Tokenizers;

namespace Tito.Core.Comparison;

/// <summary>One of the two compared sequences with its segments.</summary>
internal readonly ref struct SegmentedTokens(ReadOnlySpan<int> ids, List<Segment> segments, Tokenizer tokenizer)
{
    /// <summary>How many ids of a segment are decoded to see who speaks: a role's name is shorter than this.</summary>
    private const int AssistantWindow = 20;

    private readonly ReadOnlySpan<int> _ids = ids;

    public List<Segment> Segments => segments;

    public ReadOnlySpan<int> this[int segmentIndex] => _ids.Slice(segments[segmentIndex].Start, segments[segmentIndex].Length);

    public string Text(int segmentIndex) => Decode(this[segmentIndex]);

    /// <summary>
    /// Whether the model wrote a segment: it follows a special token, and that token's text with the text of the segment's first ids
    /// begins like an assistant turn.
    /// </summary>
    public bool IsAssistant(int segmentIndex, string assistantStart)
    {
        if (segmentIndex == 0 || segments[segmentIndex].IsSpecial || !segments[segmentIndex - 1].IsSpecial)
        {
            return false;
        }

        var head = this[segmentIndex];
        return (Text(segmentIndex - 1) + Decode(head[..Math.Min(AssistantWindow, head.Length)])).StartsWith(
            assistantStart, StringComparison.Ordinal);
    }

    /// <summary>The sequence as people read it: special tokens by their text, the rest by its length.</summary>
    public string Structure()
    {
        var parts = new List<string>(segments.Count);
        for (var i = 0; i < segments.Count; i++)
        {
            parts.Add(segments[i].IsSpecial ? Text(i) : $"[{segments[i].Length} tokens]");
        }

        return string.Join(' ', parts);
    }

    private string Decode(ReadOnlySpan<int> tokenIds) => tokenizer.Decode(tokenIds, skipSpecialTokens: false);
}
