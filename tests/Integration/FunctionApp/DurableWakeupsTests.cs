using Tito.Tests.Integration.Deferred;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The contract of alarms over the published worker with Durable Functions.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableWakeupsTests(PublishedApp app) : WakeupsContract
{
    protected override async Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options) =>
        await DurableServer.StartAsync(app, engine, options);
}
