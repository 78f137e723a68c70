using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>What a readiness probe hears of a running server.</summary>
public sealed class ReadinessTests
{
    private const string Listening = "Now listening on: ";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readiness_WhenTheEngineGoesAndComes_SaysSo()
    {
        using var data = new TempFolder();
        var simulation = await SimulatedServer.SimulateAsync(7, Ends);
        using var server = ProgramRun.Start(
            BuiltProgram.Server, ["--engine", simulation.BaseAddress.AbsoluteUri, "--probe-interval", "0", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);

        Assert.Equal("""200 {"status":"ready","engine":"ok","journal":"ok"}""", await UntilReadyAsync(client));
        await simulation.DisposeAsync();
        string answer;
        do
        {
            // An answer is kept for a second.
            answer = await ReadyAsync(client);
        }
        while (answer.StartsWith("200", StringComparison.Ordinal));

        Assert.Equal("""503 {"status":"unready","engine":"down","journal":"ok"}""", answer);
        Assert.Equal("""{"status":"ok"}""", (await client.GetAsync("health/live")).Text);
        server.Kill();
    }

    /// <summary>An engine that was well and then takes connections and answers nothing: what was heard before counts no more.</summary>
    [Theory]
    [InlineData(false, """503 {"status":"unready","engine":"silent","journal":"ok"}""")]
    [InlineData(true, """200 {"status":"ready","engine":"ok","journal":"ok"}""")]
    public async Task Readiness_WhenAnEngineFreezes_GoesByWhatTheOthersSay(bool hasOther, string expected)
    {
        using var data = new TempFolder();
        using var frozen = new SemaphoreSlim(0);
        var (isFrozen, wasAsked) = (false, false);
        await using var engine = await HealthAsync(async () =>
        {
            if (Volatile.Read(ref isFrozen))
            {
                Volatile.Write(ref wasAsked, true);
                await frozen.WaitAsync(Ends);
            }

            return 200;
        });

        // One without the route says nothing against it.
        await using var other = await HealthAsync(() => Task.FromResult(404));
        string[] engines = hasOther ? ["--engine", Address(engine), "--engine", Address(other)] : ["--engine", Address(engine)];
        using var server = ProgramRun.Start(BuiltProgram.Server, [.. engines, "--probe-interval", "0", "--port", "0", "--data", data.Path]);
        using var client = new SessionClient(new(await server.WaitForAsync(Listening, Ends) + "/"), Ends);
        await UntilReadyAsync(client);

        Volatile.Write(ref isFrozen, true);
        string answer;
        do
        {
            // An answer is kept for a second, and a slow machine may take longer than the two seconds of a look.
            await Pause.ForAsync(TimeSpan.FromSeconds(1.1), Ends);
            answer = await ReadyAsync(client);
        }
        while (!Volatile.Read(ref wasAsked) || answer != expected);

        server.Kill();
        frozen.Release(100);
    }

    /// <summary>An engine of which only the health is asked.</summary>
    private static async Task<WebApplication> HealthAsync(Func<Task<int>> status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health", async context => context.Response.StatusCode = await status());
        await app.StartAsync(Ends);
        return app;
    }

    private static string Address(WebApplication app) => app.Urls.Single();

    /// <summary>The first answer with 200: a slow machine may take longer than the two seconds of a look.</summary>
    private static async Task<string> UntilReadyAsync(SessionClient client)
    {
        string answer;
        do
        {
            answer = await ReadyAsync(client);
        }
        while (!answer.StartsWith("200", StringComparison.Ordinal));

        return answer;
    }

    private static async Task<string> ReadyAsync(SessionClient client) =>
        await client.GetAsync("health/ready") is var answer ? $"{(int)answer.Status} {answer.Text}" : "";
}
