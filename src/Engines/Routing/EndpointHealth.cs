using System.Text.Json.Serialization;

namespace Tito.Engines.Routing;

/// <summary>What an engine said of itself.</summary>
public enum EndpointHealth
{
    /// <summary>It takes requests.</summary>
    [JsonStringEnumMemberName("up")]
    Up,

    /// <summary>Nobody listens, or it says that it cannot serve.</summary>
    [JsonStringEnumMemberName("down")]
    Down,

    /// <summary>It did not answer in time, as a busy engine may, or has no route for the question: nothing follows from it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
