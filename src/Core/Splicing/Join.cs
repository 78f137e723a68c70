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
}
