using System.Collections.Immutable;

namespace Tito.Core.Tokens;

/// <summary>The tokens with which a model's turn ends, and those that close one which did not, by their ids in one tokenizer.</summary>
/// <remarks>Immutable and thread-safe. Ids are int32, each 0 or more.</remarks>
public sealed record EndTokens
{
    /// <summary>Nothing is known of how turns end: the engine's word has to do.</summary>
    public static EndTokens Unknown { get; } = new();

    /// <summary>The tokens with which the family ends a turn; empty when that is not known.</summary>
    public ImmutableArray<int> Own { get; init; } = [];

    /// <summary>Tokens at which engines stop too, and which end no turn of the family's, as <c>&lt;|endoftext|&gt;</c>.</summary>
    public ImmutableArray<int> Foreign { get; init; } = [];

    /// <summary>
    /// The tokens that the format writes at the end of a turn, in order; empty where it writes none, because the opener of the next message
    /// ends a turn.
    /// </summary>
    public ImmutableArray<int> Closing { get; init; } = [];

    /// <summary>Tokens after which no block of a turn is open, so that only the last of <see cref="Closing"/> closes it.</summary>
    public ImmutableArray<int> Bare { get; init; } = [];

    /// <summary>Whether the family's own tokens are known.</summary>
    public bool IsKnown => !Own.IsEmpty;

    /// <summary>Whether the next message's opener is what ends a turn.</summary>
    public bool EndsByOpener => IsKnown && Closing.IsEmpty;

    /// <summary>The tokens that a turn which did not end still lacks.</summary>
    /// <param name="lastId">The last token of its buffer, or null for an empty one.</param>
    public ImmutableArray<int> ClosingAfter(int? lastId) =>
        lastId is not { } last ? Closing
        : Bare.Contains(last) ? Closing[^1..]
        : Closing[(Closing.IndexOf(last) + 1)..];
}
