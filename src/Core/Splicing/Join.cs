using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>The result of a boundary rule on a buffer and a suffix.</summary>
/// <param name="ReplacedCount">How many of the buffer's last tokens give way, 0 or more.</param>
/// <param name="Segments">What follows the rest of the buffer; segments may be empty.</param>
internal readonly record struct Join(int ReplacedCount, ImmutableArray<TokenSegment> Segments)
{
    /// <summary>The suffix after the whole buffer, with nothing between them.</summary>
    public static Join Plain(ImmutableArray<int> suffix) => new(0, [TokenSegment.Given(TokenOrigin.Environment, suffix)]);

    /// <summary>
    /// The suffix, whose first token opens a message and so ends the turn before it: that position is the environment's to fill, and
    /// nothing there is trained on.
    /// </summary>
    /// <param name="replacedCount">How many of the buffer's last tokens give way to it.</param>
    /// <param name="suffix">The tokens of the rendered messages.</param>
    public static Join Opened(int replacedCount, ImmutableArray<int> suffix) => suffix.IsEmpty
        ? Plain(suffix)
        : new(replacedCount,
        [
            TokenSegment.Given(TokenOrigin.Splice, suffix[..1]),
            TokenSegment.Given(TokenOrigin.Environment, suffix[1..]),
        ]);
}
