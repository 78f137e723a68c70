using System.Collections.Immutable;

namespace Tito.Engines;

/// <summary>What was found out about an engine; what it does not say is null.</summary>
/// <param name="Place">Its scheme, host and port.</param>
/// <param name="Wire">The wire that it is spoken to in; null while it does not answer.</param>
/// <param name="Engine">Its name, for people.</param>
/// <param name="Version">The release, as the engine writes it.</param>
/// <param name="Model">The model that it serves.</param>
/// <param name="Tokenizer">Where it has the tokenizer from.</param>
/// <param name="ContextLength">How many tokens of prompt and completion it takes together.</param>
/// <param name="MissingFlags">Flags that it was started without, each with what is lost.</param>
/// <param name="HasOurTokenizer">Whether its tokenizer makes the ids that ours makes; null where that could not be asked.</param>
public sealed record EngineFinding(
    string Place,
    string? Wire,
    string? Engine,
    string? Version,
    string? Model,
    string? Tokenizer,
    int? ContextLength,
    ImmutableArray<string> MissingFlags,
    bool? HasOurTokenizer)
{
    /// <summary>
    /// Flags that change what is sampled, as the engine tells them, in the order of their names; empty where it tells none.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Flags { get; init; } = [];
}
