using System.Text.Json.Serialization;

namespace Tito.Engines.Routing;

/// <summary>Whether an endpoint's failures keep requests from it.</summary>
public enum CircuitState
{
    /// <summary>Requests go through.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>It is left alone for a while.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The while is over: one request at a time may try it.</summary>
    [JsonStringEnumMemberName("half_open")]
    HalfOpen,
}
