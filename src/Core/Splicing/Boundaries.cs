using System.Diagnostics;
using Tito.Core.Families;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>Which class applies which rule.</summary>
internal static class Boundaries
{
    /// <summary>A family's rule, ready for a tokenizer.</summary>
    /// <exception cref="AssetException">A token of the rule is missing from the tokenizer.</exception>
    public static IBoundary For(Family family, Tokenizer tokenizer) => family.Boundary switch
    {
        BoundaryRule.None or BoundaryRule.DiffHistory => new PlainBoundary(),
        BoundaryRule.AppendAfter rule => new AppendAfterBoundary(rule, tokenizer, family.Name),
        BoundaryRule.ReplaceTrailing rule => new ReplaceTrailingBoundary(rule, tokenizer, family.Name),
        _ => throw new UnreachableException(),
    };
}
