using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Families;
using Tito.Core.Tokenizers;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>A family's boundary rule with its texts looked up in one tokenizer.</summary>
internal sealed class BoundaryPatch
{
    private readonly int? _stopId;
    private readonly TokenSegment _filler = TokenSegment.Given(TokenOrigin.Splice, []);

    /// <summary>Looks the rule up.</summary>
    /// <exception cref="AssetException">The rule's token is missing from the tokenizer.</exception>
    public BoundaryPatch(Family family, Tokenizer tokenizer)
    {
        switch (family.Boundary)
        {
            case BoundaryRule.None:
                break;
            case BoundaryRule.AppendAfter rule:
                _stopId = tokenizer.SingleId(rule.Stop, family.Name);
                _filler = TokenSegment.Given(TokenOrigin.Splice, tokenizer.Encode(rule.Filler, SpecialTokens.Parse));
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The patch behind a buffer; empty when the rule does not apply to it.</summary>
    public ImmutableArray<TokenSegment> After(TokenBuffer prefix) => _stopId is { } stop && prefix.LastId == stop ? [_filler] : [];
}
