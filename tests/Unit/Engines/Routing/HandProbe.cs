using Tito.Engines.Routing;

namespace Tito.Tests.Unit.Engines.Routing;

/// <summary>A probe that hears what a test says.</summary>
internal sealed class HandProbe : IEndpointProbe
{
    public EndpointReport Report { get; set; } = new(EndpointHealth.Up, null);

    public Task<EndpointReport> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult(Report);
}
