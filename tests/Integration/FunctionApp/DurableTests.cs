using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The published worker with the real extension of Durable Functions over Azurite.</summary>
[Collection(PublishedApp.Name)]
public sealed class DurableTests(PublishedApp app)
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_WithDurableFunctions_AnswersAndKeepsNothingButItsHub()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var host = await app.StartDurableAsync(simulation.BaseAddress);
        using var client = new SessionClient(host.Root, Ends);

        var session = await client.OpenAsync();
        var answer = await client.TakeAsync(session, new Conversation().User("What is the weather in Zürich?").BodyWithTools());

        Assert.Equal("0", answer.Headers["x-tito-turn"]);
        Assert.Null(await host.StatusAsync($"turn-{session}", Ends));
        Assert.True(await host.Hub.DeleteAsync(Ends) > 0);
        Assert.Equal(0, await host.Hub.DeleteAsync(Ends));
    }

    [Fact]
    public async Task Turn_ThatNobodyParked_IsOver()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var host = await app.StartDurableAsync(simulation.BaseAddress);

        await host.StartOrchestrationAsync("RunTurn", "turn-absent", """{"SessionId":"absent","Key":"key"}""", Ends);

        await host.EndsAsync("turn-absent", "Completed", Ends);
    }

    [Fact]
    public async Task Run_ThatNobodyStored_IsOver()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        using var host = await app.StartDurableAsync(simulation.BaseAddress);

        await host.StartOrchestrationAsync("VerificationRun", "verification-absent", """{"RunId":"absent","Next":0}""", Ends);

        await host.EndsAsync("verification-absent", "Completed", Ends);
    }
}
