using Microsoft.Extensions.Time.Testing;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The timer of a server that runs by itself.</summary>
public sealed class SweepTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_ThatRunsByItself_SweepsWhenItsIntervalIsOver()
    {
        using var data = new TempFolder();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(
            new ScriptedEngine(ServedModel.Tokenizer), data, clock, TestServer.Options with { SessionTimeToLive = TimeSpan.FromMinutes(30) }, Ends);
        using var client = new SessionClient(server.Root, Ends);
        var session = await client.OpenAsync();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await server.Journal.FindHeadAsync(session, patience.Token) is not null)
        {
            // The timer may not be there yet: the server starts it beside itself.
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        Assert.Equal(404, (int)(await client.GetAsync($"sessions/{session}")).Status);
    }
}
