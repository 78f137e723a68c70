using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>What becomes of a turn that an engine gives up before it ended.</summary>
public enum AbortRule
{
    /// <summary>The turn fails; what was sampled stays with its intent, and the next attempt asks the engine anew.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,

    /// <summary>The turn goes on from its prompt and what was sampled, and becomes one turn with one completion.</summary>
    [JsonStringEnumMemberName("resume")]
    Resume,
}
