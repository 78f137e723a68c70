using System.Text.Json.Serialization;

namespace Tito.Simulation;

/// <summary>When a simulated model calls the tools that its prompt declares.</summary>
public enum SimulatedCalling
{
    /// <summary>Each question, and one tool result in four, until three rounds have passed.</summary>
    [JsonStringEnumMemberName("seeded")]
    Seeded,

    /// <summary>In every turn, so that an agent's loop never ends by itself.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>In no turn.</summary>
    [JsonStringEnumMemberName("never")]
    Never,
}
