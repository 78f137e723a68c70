using System.Collections.Immutable;

namespace Tito.Core.Verification.Fingerprints;

/// <summary>The fingerprints of an engine: its facts under its name.</summary>
public static class EngineFingerprints
{
    /// <summary>The name of a fact's fingerprint.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="fact">The fact.</param>
    public static string Name(string engine, string fact) => $"engine {engine}: {fact}";

    /// <summary>The fingerprints of what an engine says.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="facts">What it says.</param>
    public static ImmutableArray<Fingerprint> Of(string engine, EngineFacts facts) =>
        [.. facts.Said.Select(fact => new Fingerprint(Name(engine, fact.Key), fact.Value))];
}
