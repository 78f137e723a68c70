using System.Diagnostics;
using System.Globalization;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Processes;

/// <summary>Sessions of a mixture of experts, whose experts are 190 times their tokens, and a cache with a limit in bytes.</summary>
public sealed class CacheMemoryTests(ITestOutputHelper output)
{
    private const int Sessions = 120;

    /// <summary>Of each session: the prompt, at about a token a word.</summary>
    private const int Tokens = 8_009;
    private const long MostBytes = 1_600_000_000;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Suite", "memory")]
    public async Task Server_WithMoreSessionsThanItsCacheHolds_ServesAllWithinItsLimit()
    {
        using var data = new TempFolder();
        await using var engine = await SimulatedEngine.StartAsync(
            new() { Tokenizer = ServedModel.Tokenizer, Family = ServedModel.Qwen3.Family, Seed = 7, Experts = (48, 8) }, Ends);
        using var server = ProgramRun.Start(
            BuiltProgram.Server,
            ["--engine", engine.BaseAddress.ToString(), "--port", "0", "--data", data.Path, "--routed-experts", "additive:48x8", "--hot-megabytes", "954"]);
        using var client = new SessionClient(new(await server.WaitForAsync("Now listening on: ", Ends) + "/"), Ends);
        var ids = new List<string>();
        for (var i = 0; i < Sessions; i++)
        {
            ids.Add(await client.OpenAsync());
            await client.TakeAsync(ids[i], Long(i).Body());
            Say(server, $"{i + 1} sessions taken");
        }

        // Twice: the first round fills the cache, and the second meets it full.
        for (var round = 0; round < 2; round++)
        {
            foreach (var id in ids)
            {
                Assert.Equal(200, (int)(await client.GetAsync($"sessions/{id}/proof")).Status);
            }

            Say(server, $"round {round + 1} read", always: true);
        }

        Assert.InRange(Rss(server).Peak, 0, MostBytes);
    }

    private static Conversation Long(int seed)
    {
        var random = new Random(seed);
        return new Conversation().User(string.Join(' ', Enumerable.Range(0, Tokens - 9).Select(_ => random.Next(2) == 0 ? "tree" : "house")));
    }

    private static (long Now, long Peak) Rss(ProgramRun run)
    {
        using var process = Process.GetProcessById(run.Id);
        return (process.WorkingSet64, process.PeakWorkingSet64);
    }

    private void Say(ProgramRun server, string what, bool always = false)
    {
        if (always || what.StartsWith($"{Sessions} ", StringComparison.Ordinal) || what.Contains("0 sessions", StringComparison.Ordinal))
        {
            var (now, peak) = Rss(server);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: RSS {now / 1_000_000} MB, peak {peak / 1_000_000} MB"));
        }
    }
}
