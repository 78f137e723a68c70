using System.Diagnostics;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A verification run over 1,000 golden trajectories and 500 stored sessions whose worker is killed 20 times.</summary>
/// <param name="app">The published folder.</param>
/// <param name="say">Is told how it goes.</param>
internal sealed class KilledVerification(PublishedApp app, Action<string> say)
{
    private const int Kills = 20;
    private const int Trajectories = 1000;
    private const int Sessions = 500;
    private const int ShardItems = 25;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Runs it to its end.</summary>
    public async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        using var corpus = new TempFolder();
        foreach (var number in Enumerable.Range(0, Trajectories))
        {
            File.Copy(Repository.PathTo("tests/Golden/corpus/trajectories/100-weather-and-shell.json"), corpus.File($"{number:d4}.json"));
        }

        await using var simulation = await SimulatedServer.SimulateAsync(seed: 7, Ends);
        await using var server = await DurableServer.StartAsync(app, $"sglang+{simulation.BaseAddress.AbsoluteUri}", ("verify-corpus", corpus.Path));
        using var client = new SessionClient(server.Root, Ends);
        foreach (var number in Enumerable.Range(0, Sessions))
        {
            await client.TakeAsync(await client.OpenAsync(), new Conversation().User($"Question {number}?").Body());
        }

        say($"{Sessions} sessions, {clock.Elapsed:mm\\:ss}");
        var run = (await client.PostAsync("verifications", "")).Json.GetProperty("run_id").GetString()!;
        var kills = 0;
        while (await server.Host.StatusAsync($"verification-{run}", Ends) is var status and not "Completed")
        {
            Assert.NotEqual("Failed", status);
            if (kills < Kills)
            {
                await server.Host.KillWorkerAsync(Ends);
                kills++;
            }

            await Chaos.Pause.ForAsync(Between, Ends);
        }

        JsonCheck((await client.GetAsync($"verifications/{run}")).Json);
        say($"{kills} kills, {clock.Elapsed:mm\\:ss}");
        Assert.Equal(Kills, kills);
    }

    private static void JsonCheck(System.Text.Json.JsonElement told)
    {
        const int shards = (Trajectories + Sessions) / ShardItems;
        Assert.Equal("closed", told.GetProperty("state").GetString());
        var counts = told.GetProperty("shards");
        Assert.Equal((shards, shards), (counts.GetProperty("count").GetInt32(), counts.GetProperty("green").GetInt32()));
        Assert.Equal(Enumerable.Range(0, shards), told.GetProperty("results").EnumerateArray().Select(shard => shard.GetProperty("index").GetInt32()));
        Assert.Equal(Trajectories + Sessions, told.GetProperty("checked").GetInt32());
    }
}
