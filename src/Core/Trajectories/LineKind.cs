using System.Text.Json.Serialization;

namespace Tito.Core.Trajectories;

/// <summary>What a conversation of an agent is for.</summary>
public enum LineKind
{
    /// <summary>The agent's own conversation with its user.</summary>
    [JsonStringEnumMemberName("main")]
    Main,

    /// <summary>That of an agent that another one began.</summary>
    [JsonStringEnumMemberName("sub-agent")]
    SubAgent,

    /// <summary>A request for the name of a conversation.</summary>
    [JsonStringEnumMemberName("title")]
    Title,

    /// <summary>A request for the summary with which a conversation that became too long goes on.</summary>
    [JsonStringEnumMemberName("compaction")]
    Compaction,
}
