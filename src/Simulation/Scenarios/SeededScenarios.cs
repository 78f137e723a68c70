using Tito.Core.Verification.Scenarios;
using Tito.Tokenizers;

namespace Tito.Simulation.Scenarios;

/// <summary>
/// Expands the seeds of the golden manifest to scenarios, as the oracle does in Python (docs/golden-scenarios.md). What must come of them
/// the manifest alone says, by a digest: their expectations are empty.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="pools">What they are made of.</param>
public sealed class SeededScenarios(ScenarioPools pools)
{
    /// <summary>The name of the family and the kind that a seed has.</summary>
    /// <param name="seed">Any number.</param>
    public (string Family, string Kind) Find(ulong seed) => (FamilyOf(seed).Name, KindOf(seed).Name);

    /// <summary>The scenario of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="tokenizer">The tokenizer of the family's golden model.</param>
    /// <exception cref="InvalidDataException">The pools have an operation that this release does not know.</exception>
    public GoldenScenario Expand(ulong seed, Tokenizer tokenizer) =>
        new SeededPlay(pools, FamilyOf(seed), KindOf(seed), tokenizer, new(seed)).Play(seed);

    private FamilyPool FamilyOf(ulong seed) => pools.Families[(int)(seed % (ulong)pools.Families.Length)];

    private ScenarioKind KindOf(ulong seed) =>
        pools.Kinds[(int)(seed / (ulong)pools.Families.Length % (ulong)pools.Kinds.Length)];
}
