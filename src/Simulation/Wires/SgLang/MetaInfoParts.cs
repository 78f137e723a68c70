using System.Collections.Immutable;

namespace Tito.Simulation.Wires.SgLang;

/// <summary>What a request wants in <c>meta_info</c> besides what is always there.</summary>
internal readonly record struct MetaInfoParts
{
    /// <summary>The tokens whose logprobs are wanted; null for none.</summary>
    public Range? Logprobs { get; init; }

    /// <summary>Whether each logprob has its token's text.</summary>
    public bool LogprobTexts { get; init; }

    /// <summary>The first token of the prompt whose logprob is wanted, and a logprob for each token of the prompt; null for none.</summary>
    public (int Start, ImmutableArray<float> Logprobs)? PromptScores { get; init; }

    /// <summary>The first token whose routed experts are wanted; null for none.</summary>
    public int? RoutedExpertsStart { get; init; }

    /// <summary>Whether calls were found in the text: the reason <c>stop</c> is told as <c>tool_calls</c> then.</summary>
    public bool CallsTools { get; init; }
}
