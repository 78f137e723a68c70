using System.Collections.Immutable;
using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>A turn of a vector that was asked for.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Answer">The answer; null where the client hung up.</param>
/// <param name="Told">What the answer told; null where it told nothing. A lost one is known to the player alone.</param>
/// <param name="Asked">The prompts that arrived at the engine.</param>
internal sealed record PlayedTurn(
    VectorTurn Turn, ServerAnswer? Answer, ToldMessage? Told, ImmutableArray<ImmutableArray<int>> Asked)
{
    /// <summary>The completions that the engine gave for it and for the attempts before it, in order.</summary>
    public ImmutableArray<TurnAttempt> Attempts { get; init; } = [];

    /// <summary>The one that the client was told; null where none is known.</summary>
    public TurnAttempt? Kept { get; init; }
}
