using System.Collections.Frozen;
using System.Globalization;
using Tito.Tokenizers;

namespace Tito.Core.Sessions.Inspection;

/// <summary>Decodes a buffer token by token. Ids that are not tokens of the served model are shown by their numbers.</summary>
/// <remarks>Not thread-safe: one for each buffer.</remarks>
internal sealed class TokenText
{
    private readonly Tokenizer? _tokenizer;
    private readonly IncrementalDetokenizer? _stream;
    private readonly FrozenSet<int> _markers;

    /// <summary>A decoder.</summary>
    /// <param name="tokenizer">The session's tokenizer, or null where it is not served.</param>
    public TokenText(Tokenizer? tokenizer)
    {
        _tokenizer = tokenizer;
        _stream = tokenizer?.StartDecoding(skipSpecialTokens: false);
        _markers = (tokenizer?.AddedTokens ?? []).Select(token => token.Id).ToFrozenSet();
    }

    /// <summary>The text that the next token of the buffer adds.</summary>
    public string Next(int id) => Knows(id) ? _stream!.Append(id) : Number(id);

    /// <summary>The rest when the buffer ends within a character.</summary>
    public string Rest() => _stream?.Finish() ?? "";

    /// <summary>The text of a token by itself.</summary>
    public string Alone(int id) => Piece(id) ?? Number(id);

    /// <summary>The bytes of a token as text; null when the id is not a token.</summary>
    public string? Piece(int id) => Knows(id) ? _tokenizer!.GetPiece(id) : null;

    /// <summary>Whether an id is an added token.</summary>
    public bool IsMarker(int id) => _markers.Contains(id);

    private bool Knows(int id) => _tokenizer is not null && _tokenizer.HasToken(id);

    private static string Number(int id) => string.Create(CultureInfo.InvariantCulture, $"[{id}]");
}
