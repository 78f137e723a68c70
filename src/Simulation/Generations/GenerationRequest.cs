using System.Collections.Immutable;

namespace Tito.Simulation.Generations;

/// <summary>A completion that is asked for, whatever wire asks.</summary>
internal sealed record GenerationRequest
{
    /// <summary>The client's name of the request; null where it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>What the engine writes before and after the name while the request runs, by which its abort route knows it.</summary>
    public (string Before, string After) Around { get; init; } = ("", "");

    /// <summary>The whole prompt: 1 or more ids of the vocabulary.</summary>
    public required ImmutableArray<int> PromptIds { get; init; }

    /// <summary>The most tokens that the completion may have, 1 or more; null for what the context has room for.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts that end the completion, none of them empty.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];

    /// <summary>Tokens that end the completion, besides the model's own.</summary>
    public ImmutableArray<int> StopIds { get; init; } = [];

    /// <summary>Whether the model's own stop token ends nothing.</summary>
    public bool IgnoreEos { get; init; }

    /// <summary>Whether texts leave special tokens out, and stop texts are not looked for in them.</summary>
    public bool SkipSpecialTokens { get; init; } = true;

    /// <summary>Whether the text keeps the stop text or token at its end.</summary>
    public bool KeepStop { get; init; }

    /// <summary>What the text has to be.</summary>
    public AnswerForm Form { get; init; }
}
