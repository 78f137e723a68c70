using System.Buffers;

namespace Tito.Tokenizers.AddedTokens;

/// <summary>Finds the leftmost, and at one place the longest, of a set of strings.</summary>
/// <remarks>Immutable and thread-safe once built.</remarks>
internal sealed class ContentTrie
{
    private const int Root = 0;
    private const int NoEntry = -1;

    private readonly Dictionary<(int Node, char Unit), int> _children = [];
    private readonly List<int> _entries = [NoEntry];
    private readonly SearchValues<char> _firstUnits;

    /// <param name="contents">The strings; an empty one never matches. Of equal ones the first counts.</param>
    public ContentTrie(IReadOnlyList<string> contents)
    {
        for (var entry = 0; entry < contents.Count; entry++)
        {
            var node = Root;
            foreach (var unit in contents[entry])
            {
                node = ChildOf(node, unit);
            }

            if (node != Root && _entries[node] == NoEntry)
            {
                _entries[node] = entry;
            }
        }

        _firstUnits = SearchValues.Create([.. _children.Keys.Where(key => key.Node == Root).Select(key => key.Unit)]);
    }

    /// <summary>The next match at or after a position.</summary>
    /// <returns>The string's place in the list that was given, and where its match starts; null when there is none.</returns>
    public (int Entry, int Start, int Length)? Find(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOfAny(_firstUnits) is var step and >= 0)
        {
            from += step;
            if (LongestAt(text[from..]) is { } match)
            {
                return (match.Entry, from, match.Length);
            }

            from++;
        }

        return null;
    }

    private (int Entry, int Length)? LongestAt(ReadOnlySpan<char> text)
    {
        (int, int)? longest = null;
        var node = Root;
        for (var i = 0; i < text.Length && _children.TryGetValue((node, text[i]), out node); i++)
        {
            longest = _entries[node] == NoEntry ? longest : (_entries[node], i + 1);
        }

        return longest;
    }

    private int ChildOf(int node, char unit)
    {
        if (!_children.TryGetValue((node, unit), out var child))
        {
            child = _entries.Count;
            _entries.Add(NoEntry);
            _children.Add((node, unit), child);
        }

        return child;
    }
}
