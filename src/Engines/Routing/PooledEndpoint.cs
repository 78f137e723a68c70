namespace Tito.Engines.Routing;

/// <summary>What is known of an endpoint. Not thread-safe: the pool's lock guards it.</summary>
/// <param name="address">Where it is, without credentials.</param>
internal sealed class PooledEndpoint(string address)
{
    /// <summary>Where it is, without credentials.</summary>
    public string Address { get; } = address;

    /// <summary>Its failures.</summary>
    public Circuit Circuit { get; } = new();

    /// <summary>Number of requests that it works on.</summary>
    public int InFlight { get; set; }

    /// <summary>Whether it gets no new request.</summary>
    public bool IsDrained { get; set; }

    /// <summary>What its last probe heard, and when; null before the first.</summary>
    public (DateTimeOffset At, EndpointHealth Health)? LastProbe { get; set; }
}
