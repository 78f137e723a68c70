using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>Whether a session holds everything that was asked of its engine.</summary>
public enum SessionState
{
    /// <summary>No turn was taken or is under way.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>Every turn that was asked for is there, each ended by itself, and the conversation holds all of them.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>A turn is with an engine.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A turn was lost with the process that took it, or one did not end by itself.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,

    /// <summary>
    /// Every turn that was asked for is there, and each of the conversation ended by itself; but turns were left behind, so that the
    /// conversation does not hold all that was sampled.
    /// </summary>
    [JsonStringEnumMemberName("restarted")]
    Restarted,
}
