using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Core.Comparison;

/// <summary>Parts token sequences at a family's boundary tokens.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class Segmenter
{
    private readonly bool[] _isBoundary;

    /// <exception cref="AssetException">A boundary text is not one token of this tokenizer.</exception>
    public Segmenter(Family family, Tokenizer tokenizer)
    {
        _isBoundary = new bool[tokenizer.VocabularySize];
        var boundaries = family.BoundaryOnly.IsEmpty
            ? tokenizer.AddedTokens.Where(token => token.Special).Select(token => token.Id)
            : family.BoundaryOnly.Select(text => tokenizer.SingleId(text, family.Name));
        foreach (var id in boundaries)
        {
            _isBoundary[id] = true;
        }

        foreach (var text in family.BoundaryExclusions)
        {
            _isBoundary[tokenizer.SingleId(text, family.Name)] = false;
        }
    }

    /// <summary>Each boundary token alone, and the runs between them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not in the vocabulary.</exception>
    public List<Segment> Cut(ReadOnlySpan<int> ids)
    {
        var segments = new List<Segment>();
        var start = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] < 0 || ids[i] >= _isBoundary.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(ids), ids[i], $"The id at index {i} is not one of 0 to {_isBoundary.Length - 1}.");
            }

            if (!_isBoundary[ids[i]])
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
}
