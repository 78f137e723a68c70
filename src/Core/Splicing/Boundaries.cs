using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Core.Families;
using Tito.Core.Rendering;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>Which class applies which rule.</summary>
internal static class Boundaries
{
    /// <summary>A renderer's rule, ready for its tokenizer.</summary>
    /// <exception cref="AssetException">A token of the rule is missing from the tokenizer.</exception>
    public static IBoundary For(ChatRenderer renderer) => renderer.Boundary switch
    {
        BoundaryRule.None or BoundaryRule.DiffHistory => new Plain(),
        BoundaryRule.AppendAfter rule => new AppendAfterBoundary(rule, renderer.Tokenizer, renderer.Family.Name),
        BoundaryRule.ReplaceTrailing rule => new ReplaceTrailingBoundary(rule, renderer.Tokenizer, renderer.Family.Name),
        _ => throw new UnreachableException(),
    };

    /// <summary>The rules <c>None</c> and <c>DiffHistory</c>: nothing comes between buffer and suffix.</summary>
    private sealed class Plain : IBoundary
    {
        /// <inheritdoc/>
        public Join Apply(TokenBuffer prefix, ImmutableArray<int> suffix) => Join.Plain(suffix);
    }
}
