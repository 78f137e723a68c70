namespace Tito.Engines.Routing;

/// <summary>How an endpoint stands, for people and probes.</summary>
/// <param name="Index">Its place in the list of endpoints, 0 or more.</param>
/// <param name="Address">Where it is, without credentials.</param>
/// <param name="IsDrained">Whether it gets no new request because somebody said so.</param>
/// <param name="InFlight">Number of requests that it works on, 0 or more.</param>
/// <param name="Circuit">Whether its failures keep requests from it.</param>
/// <param name="Failures">Number of failures since it last answered, 0 or more.</param>
/// <param name="WeightVersion">The last version of its weights that was heard of; null when none was.</param>
/// <param name="Staleness">How many versions it is behind the newest of all, 0 or more; null where its version is not known.</param>
/// <param name="ProbedAt">When its last probe ended; null before the first.</param>
/// <param name="Health">What that heard; null before the first.</param>
public sealed record EndpointStatus(
    int Index,
    string Address,
    bool IsDrained,
    int InFlight,
    CircuitState Circuit,
    int Failures,
    string? WeightVersion,
    long? Staleness,
    DateTimeOffset? ProbedAt,
    EndpointHealth? Health);
