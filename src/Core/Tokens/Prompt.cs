using System.Collections.Immutable;

namespace Tito.Core.Tokens;

/// <summary>The token ids that go to an engine, with what each came from.</summary>
/// <remarks>
/// Immutable and thread-safe. Only the module Prompts makes one, after every level of append-only held for it, and one that was made is
/// followed by what was sampled after it; a test holds that. So whoever has a prompt, an engine for example, has one that continues its
/// session bit for bit.
/// </remarks>
public sealed class Prompt
{
    /// <summary>A prompt that was checked.</summary>
    /// <param name="tokens">All of it: what is left of the buffer before it, then the segments.</param>
    /// <param name="segments">What follows that buffer; none of it sampled.</param>
    /// <param name="replacedCount">How many of the buffer's last tokens gave way to the segments, 0 or more.</param>
    internal Prompt(TokenBuffer tokens, ImmutableArray<TokenSegment> segments, int replacedCount) =>
        (Tokens, Segments, ReplacedCount) = (tokens, segments, replacedCount);

    /// <summary>The tokens as an engine receives them. They share what the session holds already.</summary>
    public TokenBuffer Tokens { get; }

    /// <summary>Number of tokens, 0 or more.</summary>
    public int Count => Tokens.Count;

    /// <summary>The ids as an engine receives them, int32 <c>[tokens]</c>, each 0 or more. Costs a copy of them all.</summary>
    public ImmutableArray<int> Ids => Tokens.ToIds();

    /// <summary>
    /// The tokens after what is left of the buffer before them: the boundary patch where there is one, then rendered messages.
    /// </summary>
    public ImmutableArray<TokenSegment> Segments { get; }

    /// <summary>How many of the last tokens of the turn before gave way to <see cref="Segments"/>, 0 or more.</summary>
    public int ReplacedCount { get; }

    /// <summary>
    /// This prompt and what was sampled after it: what an engine continues that takes up a turn which another one gave up. The turn's own
    /// prompt, and so its segments, stay what they are.
    /// </summary>
    /// <param name="sampled">Tokens of origin <see cref="TokenOrigin.Model"/>, in sampling order; may be empty.</param>
    internal Prompt Followed(TokenSegment sampled) => new(Tokens.Append(sampled), Segments, ReplacedCount);
}
