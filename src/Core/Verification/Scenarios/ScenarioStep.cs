using System.Collections.Immutable;
using System.Text.Json;

namespace Tito.Core.Verification.Scenarios;

/// <summary>One thing that is done to a session.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record ScenarioStep
{
    /// <summary>What is done.</summary>
    public required ScenarioAction Do { get; init; }

    /// <summary>The body that is sent; null for none. A turn has one.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The name of the face that the client of a turn speaks; null for other steps.</summary>
    public string? Face { get; init; }

    /// <summary>Whether the client of a turn reads a stream.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>The client's idempotency key; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Other headers of the request, by name.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What the engine gives, one for each time that it is asked; empty where it must not be asked.</summary>
    public ImmutableArray<ScenarioSample> Samples { get; init; } = [];

    /// <summary>What must come of it.</summary>
    public required StepExpectation Expected { get; init; }
}
