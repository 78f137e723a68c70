namespace Tito.Tests.Integration.Deferred;

/// <summary>The contract over the server that runs by itself.</summary>
public sealed class LocalWakeupsTests : WakeupsContract
{
    protected override async Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options) =>
        await LocalServer.StartAsync(engine, options);
}
