namespace Tito.Engines.Routing;

/// <summary>What a probe heard.</summary>
/// <param name="Health">Whether the engine takes requests.</param>
/// <param name="WeightVersion">The version of the weights that it has now; null where it does not say.</param>
public sealed record EndpointReport(EndpointHealth Health, string? WeightVersion);
