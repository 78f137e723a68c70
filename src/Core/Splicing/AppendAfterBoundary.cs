using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>The rule <c>AppendAfter</c>: the filler that the engine stopped before, with origin <c>Splice</c>.</summary>
internal sealed class AppendAfterBoundary : IBoundary
{
    private readonly int _stop;
    private readonly TokenSegment _filler;

    /// <summary>Looks the rule up.</summary>
    /// <exception cref="AssetException">The stop token is missing from the tokenizer.</exception>
    public AppendAfterBoundary(BoundaryRule.AppendAfter rule, Tokenizer tokenizer, string family)
    {
        _stop = tokenizer.SingleId(rule.Stop, family);
        _filler = TokenSegment.Given(TokenOrigin.Splice, tokenizer.Encode(rule.Filler, SpecialTokens.Parse));
    }

    /// <inheritdoc/>
    public Join Apply(TokenBuffer prefix, ImmutableArray<int> suffix) => prefix.LastId == _stop
        ? new(0, [_filler, TokenSegment.Given(TokenOrigin.Environment, suffix)])
        : Join.Plain(suffix);
}
