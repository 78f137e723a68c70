using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Surfaces;

namespace Tito.Replay.Plays;

/// <summary>A scenario that was played, and what was seen of its session afterwards.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Opened">The answer to the request that opens the session.</param>
/// <param name="Steps">The steps that were taken: all, or those before one that could not be sent.</param>
internal sealed record PlayedScenario(GoldenScenario Scenario, SurfaceAnswer Opened, ImmutableArray<PlayedStep> Steps)
{
    /// <summary>Why the next step could not be sent; null where all were.</summary>
    public string? Stopped { get; init; }

    /// <summary>The session as the journal has it; null where it was not opened.</summary>
    public JournaledSession? Session { get; init; }

    /// <summary>What <c>GET /sessions/{id}</c> says.</summary>
    public JsonElement View { get; init; }

    /// <summary>What <c>GET /sessions/{id}/proof</c> says.</summary>
    public JsonElement Proof { get; init; }

    /// <summary>What <c>POST /sessions/{id}/verify</c> says.</summary>
    public JsonElement Verdict { get; init; }

    /// <summary>What <c>POST /sessions/{id}/samples</c> says, as JSON.</summary>
    public SurfaceAnswer? Samples { get; init; }
}
