using Tito.Tests.Integration.Deferred;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The contract of deferred turns over the published worker with Durable Functions.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableDeferredTurnsTests(PublishedApp app) : DeferredTurnsContract
{
    protected override async Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options) =>
        await DurableServer.StartAsync(app, engine, options);
}
