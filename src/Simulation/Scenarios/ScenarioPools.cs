using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Simulation.Scenarios;

/// <summary>What seeded scenarios are made of: the file <c>pools.json</c> of the golden corpus, which the oracle writes.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record ScenarioPools
{
    /// <summary>The lines that users write.</summary>
    internal ImmutableArray<string> Users { get; init; } = [];

    /// <summary>What users write of special tokens and markers.</summary>
    internal ImmutableArray<string> Tricky { get; init; } = [];

    /// <summary>Instructions and reminders.</summary>
    internal ImmutableArray<string> Systems { get; init; } = [];

    /// <summary>What tools answer.</summary>
    internal ImmutableArray<string> Results { get; init; } = [];

    /// <summary>What an assistant says that nobody sampled.</summary>
    internal ImmutableArray<string> Contents { get; init; } = [];

    /// <summary>When sessions are opened.</summary>
    internal ImmutableArray<string> Dates { get; init; } = [];

    /// <summary>The policies that a kind leaves open.</summary>
    internal ImmutableArray<string> Policies { get; init; } = [];

    /// <summary>The matchers that a kind leaves open.</summary>
    internal ImmutableArray<string> Matchers { get; init; } = [];

    /// <summary>Lists of tools: JSON arrays.</summary>
    internal ImmutableArray<JsonElement> Toolsets { get; init; } = [];

    /// <summary>The template arguments that switch thinking off: a JSON object.</summary>
    internal JsonElement Off { get; init; }

    /// <summary>The token of each byte.</summary>
    internal ImmutableArray<int> Bytes { get; init; } = [];

    /// <summary>The kinds that seeds have, in order.</summary>
    internal ImmutableArray<ScenarioKind> Kinds { get; init; } = [];

    /// <summary>The families, in order.</summary>
    internal ImmutableArray<FamilyPool> Families { get; init; } = [];

    /// <summary>Reads the pools.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">It is not a file of pools that this release reads.</exception>
    public static ScenarioPools Read(ReadOnlySpan<byte> utf8) => PoolsReader.Read(JsonElement.Parse(utf8));
}
