using Tito.Tests.Support;

namespace Tito.Tests.Integration.Journals;

/// <summary>Servers that share nothing but a storage account.</summary>
public sealed class AzureServerTests(AzureAccount account)
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_WhenItsJournalIsAStorageAccount_GoesOnWhereAKilledOneStopped()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(7, Ends);
        var talk = new Conversation().System("Be brief.").User("What is the weather in Zürich?");
        using var first = Start(simulation.BaseAddress);
        using var second = Start(simulation.BaseAddress);
        using var one = new SessionClient(await RootAsync(first), Ends);
        using var two = new SessionClient(await RootAsync(second), Ends);
        var session = await one.OpenAsync();

        talk.GoOn(await one.TakeAsync(session, talk.BodyWithTools()));
        talk.GoOn(await two.TakeAsync(session, talk.BodyWithTools()));
        talk.GoOn(await one.TakeAsync(session, talk.BodyWithTools()));
        var before = await one.ViewAsync(session);
        await first.KillAsync(Ends);

        Assert.Equal(before.Text, (await two.ViewAsync(session)).Text);
        talk.GoOn(await two.TakeAsync(session, talk.BodyWithTools()));
        Assert.Equal(before.Ids, (await two.ViewAsync(session)).Ids[..before.Ids.Length]);
        Assert.True((await two.PostAsync($"sessions/{session}/verify", "")).Json.GetProperty("verified").GetBoolean());
        Assert.Equal(204, (int)(await two.DeleteAsync($"sessions/{session}")).Status);
        Assert.Equal(404, (int)(await two.GetAsync($"sessions/{session}")).Status);
    }

    private static async Task<Uri> RootAsync(ProgramRun server) => new(await server.WaitForAsync("Now listening on: ", Ends) + "/");

    private ProgramRun Start(Uri engine) => ProgramRun.Start(
        BuiltProgram.Server, ["--engine", engine.AbsoluteUri, "--port", "0"], ("TITO_TABLES", account.Connection));
}
