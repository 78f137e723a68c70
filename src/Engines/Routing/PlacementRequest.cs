using System.Collections.Immutable;

namespace Tito.Engines.Routing;

/// <summary>What a request asks of an endpoint.</summary>
/// <param name="Order">The endpoints that it may go to, the most preferred one first.</param>
/// <param name="MaxStaleness">How many weight versions the endpoint may be behind; null for any number.</param>
internal sealed record PlacementRequest(ImmutableArray<int> Order, int? MaxStaleness);
