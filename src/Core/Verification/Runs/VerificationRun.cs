using System.Collections.Immutable;
using Tito.Core.Verification.Fingerprints;

namespace Tito.Core.Verification.Runs;

/// <summary>One verification of everything, as it was begun.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record VerificationRun
{
    /// <summary>Names it, and orders runs by their beginning: <see cref="RunName"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What asked for it.</summary>
    public required VerificationTrigger Trigger { get; init; }

    /// <summary>The key under which it was asked for; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What tokens depended on at its beginning, in the order of the names.</summary>
    public required ImmutableArray<Fingerprint> Fingerprints { get; init; }

    /// <summary>What the fingerprints were held against: a run's id, or a golden prompts file; null where there was neither.</summary>
    public string? Baseline { get; init; }

    /// <summary>What is another one than in the baseline.</summary>
    public ImmutableArray<FingerprintChange> Changes { get; init; } = [];
}
