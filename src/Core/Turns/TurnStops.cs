using System.Collections.Immutable;

namespace Tito.Core.Turns;

/// <summary>Where a client asked the engine to stop, besides the family's own ends.</summary>
/// <remarks>Immutable and thread-safe. An engine reads its own fields; these are for the message that the client sees.</remarks>
/// <param name="Texts">Stop strings, none of them empty: text from one on is not shown when the engine stopped there.</param>
/// <param name="TokenIds">Stop tokens: one that ends a completion is no text of it.</param>
public sealed record TurnStops(ImmutableArray<string> Texts, ImmutableArray<int> TokenIds)
{
    /// <summary>The client asked for nothing.</summary>
    public static TurnStops None { get; } = new([], []);
}
