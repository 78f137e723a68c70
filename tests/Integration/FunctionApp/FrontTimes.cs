using System.Diagnostics;
using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>What each front costs, printed: of a quiet machine alone do the figures say something.</summary>
[Collection(PublishedApp.Name)]
public sealed class FrontTimes(PublishedApp app, ITestOutputHelper output)
{
    private const int Requests = 3_000;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Suite", "times")]
    public async Task Fronts_FromTheirStartToTheFirstTurn_AndHealth()
    {
        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        for (var round = 0; round < 5; round++)
        {
            await StartAloneAsync(simulation.BaseAddress, round);
            await StartHostedAsync(simulation.BaseAddress, round);
        }
    }

    private async Task StartAloneAsync(Uri engine, int round)
    {
        using var data = new TempFolder();
        var watch = Stopwatch.StartNew();
        var (run, root) = await app.StartAloneAsync(engine, data);
        using var server = run;
        await SayAsync("alone", watch, root, round);
    }

    private async Task StartHostedAsync(Uri engine, int round)
    {
        using var data = new TempFolder();
        var watch = Stopwatch.StartNew();
        await using var host = await app.StartAsync(engine, data);
        await SayAsync("hosted", watch, host.Root, round);
    }

    private async Task SayAsync(string front, Stopwatch watch, Uri root, int round)
    {
        var ready = watch.Elapsed;
        using var client = new SessionClient(root, Ends);
        await client.TakeAsync(await client.OpenAsync(), new Conversation().User("What is the weather in Zürich?").BodyWithTools());
        Write($"{front}: ready after {ready.TotalMilliseconds:0} ms, first turn after {watch.Elapsed.TotalMilliseconds:0} ms");
        if (round > 0)
        {
            return;
        }

        var times = new double[Requests];
        for (var request = 0; request < Requests; request++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = await client.GetAsync("health");
            times[request] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        // The first third warms both processes.
        var warm = times[(Requests / 3)..].Order().ToArray();
        Write($"{front}: health p50 {warm[warm.Length / 2]:0.000} ms, p99 {warm[warm.Length * 99 / 100]:0.000} ms");
    }

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
