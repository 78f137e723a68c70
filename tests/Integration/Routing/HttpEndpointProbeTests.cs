using Tito.Engines.Routing;

namespace Tito.Tests.Integration.Routing;

public sealed class HttpEndpointProbeTests
{
    [Theory]
    [InlineData(200, "7", EndpointHealth.Up, "7")]
    [InlineData(200, null, EndpointHealth.Up, null)]
    [InlineData(503, "7", EndpointHealth.Down, null)]
    [InlineData(500, "7", EndpointHealth.Down, null)]
    [InlineData(404, "7", EndpointHealth.Unknown, null)]
    public async Task ProbeAsync_OfAServer_IsWhatItsStatusSays(int status, string? version, EndpointHealth health, string? heard)
    {
        await using var engine = await RoutingDouble.StartAsync();
        (engine.Health, engine.WeightVersion) = (status, version);
        using var probe = new HttpEndpointProbe(engine.Address, apiKey: null, TimeProvider.System);

        Assert.Equal(new EndpointReport(health, heard), await probe.ProbeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ProbeAsync_WhereNobodyListens_IsDown()
    {
        await using var engine = await RoutingDouble.StartAsync();
        await engine.KillAsync();
        using var probe = new HttpEndpointProbe(engine.Address, apiKey: null, TimeProvider.System);

        Assert.Equal(new EndpointReport(EndpointHealth.Down, null), await probe.ProbeAsync(TestContext.Current.CancellationToken));
    }
}
