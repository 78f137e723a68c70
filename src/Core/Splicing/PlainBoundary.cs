using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>The rules <c>None</c> and <c>DiffHistory</c>: nothing comes between buffer and suffix.</summary>
internal sealed class PlainBoundary : IBoundary
{
    /// <inheritdoc/>
    public Join Apply(TokenBuffer prefix, ImmutableArray<int> suffix) => Join.Plain(suffix);
}
