using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Core.Splicing;

/// <summary>A family's boundary rule with its texts looked up in one tokenizer.</summary>
/// <remarks>Implementations are immutable and thread-safe.</remarks>
internal interface IBoundary
{
    /// <summary>Joins a buffer and what follows it.</summary>
    /// <param name="prefix">The buffer, not empty.</param>
    /// <param name="suffix">The tokens of the rendered messages; may be empty.</param>
    Join Apply(TokenBuffer prefix, ImmutableArray<int> suffix);
}
