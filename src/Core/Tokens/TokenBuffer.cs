using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tito.Core.Tokens;

/// <summary>The tokens on the path from a trajectory's root to one turn: the buffer <c>P</c>.</summary>
/// <remarks>
/// Append-only by the absence of members: nothing here changes or removes a token. Appending costs the new segment alone,
/// because the longer buffer shares the shorter one; branches share their common path for the same reason.
/// Immutable and thread-safe.
/// </remarks>
public sealed class TokenBuffer
{
    private readonly TokenBuffer? _parent;
    private readonly TokenSegment? _segment;

    private TokenBuffer(TokenBuffer? parent, TokenSegment? segment, int count) =>
        (_parent, _segment, Count) = (parent, segment, count);

    /// <summary>The buffer of a trajectory without turns.</summary>
    public static TokenBuffer Empty { get; } = new(null, null, 0);

    /// <summary>Number of tokens, 0 or more.</summary>
    public int Count { get; }

    /// <summary>The id of the last token, or null when there is none.</summary>
    public int? LastId => _segment is null ? null : _segment.Ids[^1];

    /// <summary>The segments from the first token to the last; none of them is empty.</summary>
    public ImmutableArray<TokenSegment> Segments
    {
        get
        {
            var segments = ImmutableArray.CreateBuilder<TokenSegment>();
            for (var node = this; node._segment is { } segment; node = node._parent!)
            {
                segments.Add(segment);
            }

            segments.Reverse();
            return segments.DrainToImmutable();
        }
    }

    /// <summary>This buffer with a segment after it; this buffer itself when the segment is empty.</summary>
    /// <exception cref="OverflowException">More than 2^31 - 1 tokens.</exception>
    public TokenBuffer Append(TokenSegment segment) =>
        segment.Ids.IsEmpty ? this : new(this, segment, Count + segment.Ids.Length);

    /// <summary>A buffer of this one's first tokens; this buffer itself when it has no more. Both share what they have in common.</summary>
    /// <param name="count">0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not in that range.</exception>
    public TokenBuffer Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        var node = this;
        while (node._segment is not null && node._parent!.Count >= count)
        {
            node = node._parent;
        }

        return node.Count == count ? node : node._parent!.Append(node._segment!.Take(count - node._parent.Count));
    }

    /// <summary>The id at an index, or null when the buffer has no token there. Costs a walk over the segments after it.</summary>
    /// <param name="tokenIndex">0 or more.</param>
    public int? IdAt(int tokenIndex)
    {
        var node = this;
        while (node._segment is not null && node._parent!.Count > tokenIndex)
        {
            node = node._parent;
        }

        return tokenIndex >= 0 && tokenIndex < node.Count ? node._segment!.Ids[tokenIndex - node._parent!.Count] : null;
    }

    /// <summary>All ids in one array, int32 <c>[Count]</c>. Costs a copy of the whole buffer.</summary>
    public ImmutableArray<int> ToIds() => ToIds(0);

    /// <summary>The ids from an index on, int32 <c>[Count - start]</c>. Costs what it returns.</summary>
    /// <param name="start">0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is not in that range.</exception>
    public ImmutableArray<int> ToIds(int start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        var ids = GC.AllocateUninitializedArray<int>(Count - start);
        for (var node = this; node.Count > start; node = node._parent!)
        {
            var own = node._segment!.Ids.AsSpan();
            var from = node._parent!.Count - start;
            own[Math.Max(0, -from)..].CopyTo(ids.AsSpan(Math.Max(0, from)));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(ids);
    }

    /// <summary>
    /// The index of the first token among the first <paramref name="checkedCount"/> in which another buffer differs from this one, or null
    /// when there is none. What both share is not looked at: where one was made of the other, this costs what is new.
    /// </summary>
    /// <param name="other">The buffer to hold against this one; where it ends early, that end is the difference.</param>
    /// <param name="checkedCount">How many leading tokens are compared, 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="checkedCount"/> is not in that range.</exception>
    public int? FirstDifference(TokenBuffer other, int checkedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(checkedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checkedCount, Count);
        var (mine, theirs) = (this, other);
        while (!ReferenceEquals(mine, theirs) && mine.Count + theirs.Count > 0)
        {
            (mine, theirs) = mine.Count >= theirs.Count ? (mine._parent!, theirs) : (mine, theirs._parent!);
        }

        var shared = mine.Count;
        if (shared >= checkedCount)
        {
            return null;
        }

        // Segment by segment: a prompt of a long message has millions of ids, which are not copied to be compared.
        Stack<TokenSegment> left = SegmentsFrom(shared), right = other.SegmentsFrom(shared);
        ReadOnlySpan<int> own = [], theirIds = [];
        for (int at = shared, length; at < checkedCount; at += length)
        {
            own = own.IsEmpty ? left.Pop().Ids.AsSpan() : own;
            theirIds = !theirIds.IsEmpty ? theirIds : right.TryPop(out var next) ? next.Ids.AsSpan() : [];
            length = Math.Min(Math.Min(own.Length, theirIds.Length), checkedCount - at);
            var common = own[..length].CommonPrefixLength(theirIds[..length]);
            if (common < length || length == 0)
            {
                return at + common;
            }

            own = own[length..];
            theirIds = theirIds[length..];
        }

        return null;
    }

    /// <summary>
    /// The index of the first token among the first <paramref name="checkedCount"/> in which <paramref name="ids"/> differs
    /// from this buffer, or null when there is none. Where <paramref name="ids"/> ends early, that end is the difference.
    /// </summary>
    /// <param name="ids">The ids to hold against this buffer.</param>
    /// <param name="checkedCount">How many leading tokens are compared, 0 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="checkedCount"/> is not in that range.</exception>
    public int? FirstDifference(ReadOnlySpan<int> ids, int checkedCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(checkedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checkedCount, Count);
        int? first = null;
        for (var node = this; node._segment is { } segment; node = node._parent!)
        {
            var start = node._parent!.Count;
            var own = segment.Ids.AsSpan()[..Math.Clamp(checkedCount - start, 0, segment.Ids.Length)];
            var theirs = ids[Math.Min(start, ids.Length)..Math.Min(start + own.Length, ids.Length)];
            var common = own.CommonPrefixLength(theirs);
            first = common < own.Length ? start + common : first;
        }

        return first;
    }

    /// <summary>The segments from an index on at which one begins, the first of them on top.</summary>
    private Stack<TokenSegment> SegmentsFrom(int start)
    {
        var segments = new Stack<TokenSegment>();
        for (var node = this; node.Count > start; node = node._parent!)
        {
            segments.Push(node._segment!);
        }

        return segments;
    }
}
