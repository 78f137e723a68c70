using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Shards;

/// <summary>What a shard verifies, and how.</summary>
public enum ShardKind
{
    /// <summary>Golden trajectories, replayed offline.</summary>
    [JsonStringEnumMemberName("trajectories")]
    Trajectories,

    /// <summary>Stored sessions, computed again from their rows.</summary>
    [JsonStringEnumMemberName("sessions")]
    Sessions,

    /// <summary>Golden prompts, sampled again by an engine and compared token for token.</summary>
    [JsonStringEnumMemberName("greedy")]
    Greedy,

    /// <summary>Recorded completions of golden prompts, scored again by an engine.</summary>
    [JsonStringEnumMemberName("scoring")]
    Scoring,
}
