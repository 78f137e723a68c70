using System.Text.Json.Serialization;

namespace Tito.Core.Verification.Shards;

/// <summary>How the verification of a shard ended.</summary>
public enum ShardOutcome
{
    /// <summary>All that it covers is as it was recorded.</summary>
    [JsonStringEnumMemberName("green")]
    Green,

    /// <summary>Something is not; the failures say what.</summary>
    [JsonStringEnumMemberName("red")]
    Red,

    /// <summary>The engine's wire cannot answer the question, so that nobody knows. Neither green nor red.</summary>
    [JsonStringEnumMemberName("not_served")]
    NotServed,

    /// <summary>It could not be verified, however often it was tried. The run is red.</summary>
    [JsonStringEnumMemberName("set_aside")]
    SetAside,
}
