using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>The tokens of a prompt, or the place where the template did not render append-only.</summary>
public abstract record SpliceOutcome
{
    private SpliceOutcome()
    {
    }

    /// <summary>The prompt.</summary>
    /// <param name="Prompt">All tokens, as the engine receives them: what is left of the prefix, then the segments.</param>
    /// <param name="Segments">What follows it: the boundary patch where there is one, then the rendered messages.</param>
    /// <param name="ReplacedCount">How many of the prefix's last tokens gave way to the first segment, 0 or more.</param>
    public sealed record Spliced(TokenBuffer Prompt, ImmutableArray<TokenSegment> Segments, int ReplacedCount) : SpliceOutcome
    {
        /// <summary>All ids, int32 <c>[tokens]</c>. Costs a copy of them.</summary>
        public ImmutableArray<int> PromptIds => Prompt.ToIds();
    }

    /// <summary>Level 2 of append-only is broken: the longer render does not start with the shorter one.</summary>
    /// <param name="CharIndex">The first UTF-16 index in which the two texts differ.</param>
    /// <param name="ExpectedText">The shorter render from there on, at most <see cref="ExcerptLength"/> characters.</param>
    /// <param name="ActualText">The longer render from there on, at most <see cref="ExcerptLength"/> characters.</param>
    public sealed record NotAppendOnly(int CharIndex, string ExpectedText, string ActualText) : SpliceOutcome;

    /// <summary>How many characters of each side an outcome quotes.</summary>
    public const int ExcerptLength = 60;
}
