namespace Tito.Engines.Routing;

/// <summary>A request's place at an endpoint, which must be given back.</summary>
/// <param name="Endpoint">The endpoint's place in the list, 0 or more.</param>
/// <param name="IsTrial">Whether the request is the trial of a circuit.</param>
/// <param name="TakenAt">When it was given.</param>
internal sealed record EndpointLease(int Endpoint, bool IsTrial, TimeSpan TakenAt);
