using System.Collections.Immutable;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Completions.Scanning;

/// <summary>A format's markers in one tokenizer: by id where they are tokens of their own, and by text where not.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class MarkerTable
{
    private const byte Text = 0;
    private const byte Silent = 1;
    private const byte FirstMarker = 2;

    private readonly byte[] _kinds; // By id.
    private readonly ImmutableArray<string> _markers;
    private readonly ImmutableHashSet<string> _tokens;

    /// <summary>Looks the markers up.</summary>
    /// <param name="tokenizer">Only its added tokens are markers by id: other tokens may stand for the same text in prose.</param>
    /// <param name="markers">The markers' texts; at most 200.</param>
    /// <param name="textTokens">Texts of tokens that are text although they may be special.</param>
    /// <param name="ends">Tokens that end a turn: those that are no marker are no text either.</param>
    public MarkerTable(Tokenizer tokenizer, ImmutableArray<string> markers, ImmutableArray<string> textTokens, EndTokens ends)
    {
        _markers = markers;
        _kinds = new byte[tokenizer.VocabularySize];
        var tokens = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        for (var id = 0; id < _kinds.Length; id++)
        {
            _kinds[id] = tokenizer.HasToken(id) ? Text : Silent;
        }

        foreach (var token in tokenizer.AddedTokens)
        {
            if (markers.IndexOf(token.Content) is >= 0 and var marker)
            {
                _kinds[token.Id] = (byte)(FirstMarker + marker);
                tokens.Add(token.Content);
            }
            else if (token.Special && !textTokens.Contains(token.Content))
            {
                _kinds[token.Id] = Silent;
            }
        }

        foreach (var end in ends.Own.AddRange(ends.Foreign))
        {
            _kinds[end] = Math.Max(_kinds[end], Silent);
        }

        _tokens = tokens.ToImmutable();
    }

    /// <summary>What an id is.</summary>
    /// <param name="id">Any number: a model may have weights for ids that its tokenizer lacks.</param>
    /// <param name="marker">The marker's text, or null.</param>
    public LexemeKind KindOf(int id, out string? marker)
    {
        var kind = id >= 0 && id < _kinds.Length ? _kinds[id] : Silent;
        marker = kind >= FirstMarker ? _markers[kind - FirstMarker] : null;
        return kind switch { Text => LexemeKind.Text, Silent => LexemeKind.Silent, _ => LexemeKind.Marker };
    }

    /// <summary>Where the ids after a marker's last token begin; 0 where it is not there.</summary>
    public int AfterLast(string marker, ReadOnlySpan<int> ids)
    {
        var at = ids.Length;
        while (at > 0 && !(KindOf(ids[at - 1], out var found) == LexemeKind.Marker && found == marker))
        {
            at--;
        }

        return at;
    }

    /// <summary>Those of some markers that must be looked for in text.</summary>
    public LiteralSet Literals(params ReadOnlySpan<string> markers)
    {
        var literals = ImmutableArray.CreateBuilder<string>();
        foreach (var marker in markers)
        {
            if (!_tokens.Contains(marker))
            {
                literals.Add(marker);
            }
        }

        return literals.Count == 0 ? LiteralSet.Empty : new(literals.ToImmutable());
    }
}
