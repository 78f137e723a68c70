using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Verification.Scenarios;

/// <summary>
/// What an agent, an engine and an operator did, step by step, and what must come of it (docs/golden-scenarios.md): a file that is replayed
/// through the server's own surface.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record GoldenScenario
{
    /// <summary>The value of the field <c>format</c>, by which a file says what it is.</summary>
    public const string FormatName = "tito.golden-scenario";

    /// <summary>The version of the form that this release reads and writes.</summary>
    public const int Version = 1;

    /// <summary>What the scenario is called: its path below the scenarios' folder without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about: a word of a closed list, such as <c>tools.parallel</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the model family.</summary>
    public required string Family { get; init; }

    /// <summary>The name of the model's files, which the caller finds.</summary>
    public required string Assets { get; init; }

    /// <summary>The name of the wire by which the engine is asked.</summary>
    public required string Wire { get; init; }

    /// <summary>When the session is opened; the clock stands still there.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The body of the request that opens the session: a JSON object.</summary>
    public required JsonElement Open { get; init; }

    /// <summary>What is done, in order; one or more.</summary>
    public required ImmutableArray<ScenarioStep> Steps { get; init; }

    /// <summary>What must come of the session as a whole.</summary>
    public required SessionExpectation Expected { get; init; }

    /// <summary>How the replay has to fail; null for a scenario that has to hold.</summary>
    public ScenarioFailure? Fails { get; init; }
}
