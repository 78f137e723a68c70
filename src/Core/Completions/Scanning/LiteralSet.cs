using System.Buffers;
using System.Collections.Immutable;

namespace Tito.Core.Completions.Scanning;

/// <summary>Markers to look for in text, because the tokenizer has no token for them.</summary>
internal sealed class LiteralSet
{
    /// <summary>Nothing to look for.</summary>
    public static LiteralSet Empty { get; } = new([]);

    private readonly SearchValues<char> _first;

    /// <summary>A set of texts, none empty and none the start of another.</summary>
    public LiteralSet(ImmutableArray<string> texts) =>
        (Texts, _first) = (texts, SearchValues.Create([.. texts.Select(text => text[0]).Distinct()]));

    /// <summary>None is empty, and none the start of another.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>The first place where a marker stands or may be about to stand, or -1.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="mayGoOn">Whether more text may follow.</param>
    /// <param name="found">The marker that stands there; null where the text ends within one.</param>
    public int Find(ReadOnlySpan<char> text, bool mayGoOn, out string? found)
    {
        found = null;
        for (var from = 0; text[from..].IndexOfAny(_first) is >= 0 and var next; from++)
        {
            from += next;
            var rest = text[from..];
            foreach (var marker in Texts)
            {
                if (rest.StartsWith(marker, StringComparison.Ordinal))
                {
                    found = marker;
                    return from;
                }

                if (mayGoOn && marker.AsSpan().StartsWith(rest, StringComparison.Ordinal))
                {
                    return from;
                }
            }
        }

        return -1;
    }
}
