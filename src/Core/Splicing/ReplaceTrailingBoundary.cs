using System.Collections.Frozen;
using System.Collections.Immutable;
using Tito.Core.Families;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Core.Splicing;

/// <summary>
/// The rule <c>ReplaceTrailing</c>: the opener that the model stopped with gives way to the one that the messages have. The token in
/// its position has origin <c>Splice</c>, also when both are the same: the position is the environment's, and nothing there is trained on.
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
        prefix.LastId is { } last && _openers.Contains(last) && !suffix.IsEmpty
            ? Join.Opened(1, suffix)
            : Join.Plain(suffix);
}
