using System.Collections.Immutable;

namespace Tito.Engines.Http;

/// <summary>What a wire found when it looked at an engine that speaks it; what the engine does not say is null.</summary>
/// <param name="Rank">How well the wire serves this engine: <c>auto</c> takes the wire with the highest.</param>
/// <param name="Engine">The engine's name, for people.</param>
/// <param name="Version">The release, as the engine writes it.</param>
/// <param name="Model">The model that it serves.</param>
/// <param name="Tokenizer">Where it has the tokenizer from.</param>
/// <param name="ContextLength">How many tokens of prompt and completion it takes together.</param>
/// <param name="MissingFlags">Flags that it was started without, each with what is lost.</param>
internal sealed record EngineProbe(
    int Rank,
    string Engine,
    string? Version,
    string? Model,
    string? Tokenizer,
    int? ContextLength,
    ImmutableArray<string> MissingFlags)
{
    /// <summary>Flags that change what is sampled, in the order of their names.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Flags { get; init; } = [];
}
