using System.Collections.Immutable;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>Prompts with greedy completions of one engine, and what that engine and our assets were then (docs/nightly.md).</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record GoldenPromptFile
{
    /// <summary>The value of the field <c>format</c>.</summary>
    public const string FormatName = "tito.golden-prompts";

    /// <summary>The version that this release writes and reads.</summary>
    public const int Version = 1;

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>When the prompts were made: the only time that their templates see.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The fingerprints of the assets.</summary>
    public required ImmutableArray<Fingerprint> Assets { get; init; }

    /// <summary>What the engine said of itself.</summary>
    public required EngineFacts Engine { get; init; }

    /// <summary>The prompts, 1 or more, each with a name of its own.</summary>
    public required ImmutableArray<GoldenPrompt> Prompts { get; init; }
}
