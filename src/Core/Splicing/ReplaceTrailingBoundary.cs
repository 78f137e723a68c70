using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>
/// The rule <c>ReplaceTrailing</c>: where the opener that the model stopped with is the one that the messages begin with, it stays the
/// model's own, and what follows it comes after; another opener gives way to the one that the messages have, with origin <c>Splice</c>.
/// </summary>
internal sealed class ReplaceTrailingBoundary : IBoundary
{
    private readonly FrozenSet<int> _openers;

    /// <summary>Looks the rule up.</summary>
    /// <exception cref="AssetException">An opener is missing from the tokenizer.</exception>
    public ReplaceTrailingBoundary(BoundaryRule.ReplaceTrailing rule, Tokenizer tokenizer, string family) =>
        _openers = rule.Openers.Select(text => tokenizer.SingleId(text, family)).ToFrozenSet();

    /// <inheritdoc/>
    public Join Apply(TokenBuffer prefix, ImmutableArray<int> suffix) =>
        suffix.IsEmpty || prefix.LastId is not { } last || !_openers.Contains(last) ? Join.Plain(suffix)
            : suffix[0] == last ? Join.Plain(suffix[1..])
            : Join.Opened(1, suffix);
}
