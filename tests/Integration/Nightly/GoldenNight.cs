using System.Collections.Immutable;
using System.Text.Json;
using Tito.Cli.Verify;
using Tito.Core.Models;
using Tito.Core.Verification.GoldenPrompts;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Engines;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Simulation;
using Tito.Tests.Integration.Engines;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Nightly;

/// <summary>
/// A deployed corpus: the golden trajectories, and golden prompts that were recorded from a simulated engine over real HTTP; and nights over it.
/// </summary>
internal sealed class GoldenNight : IDisposable
{
    public const long Seed = 7;

    private static readonly string Trajectories = Repository.PathTo("tests", "Golden", "corpus", "trajectories");

    private readonly TempFolder _corpus = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public string Corpus => _corpus.Path;

    /// <summary>The number of golden trajectories.</summary>
    public static int TrajectoryCount => Directory.GetFiles(Trajectories, "*.json").Length;

    /// <summary>Copies the golden trajectories and records prompts.</summary>
    public static async Task<GoldenNight> RecordAsync()
    {
        var night = new GoldenNight();
        foreach (var file in Directory.EnumerateFiles(Trajectories, "*.json"))
        {
            File.Copy(file, night._corpus.File(Path.GetFileName(file)));
        }

        await using var engine = await StartAsync();
        using var engines = EngineSet.Open(Options(engine.BaseAddress, "sglang"));
        var recorded = await new GoldenPromptRecorder(ServedModel.Qwen3, TimeProvider.System).RunAsync(
            engines.Verified[0],
            [.. StandardPrompts.Lines.Take(4).Select(line => JsonElement.Parse(line)).Select(line => (line.GetProperty("name").GetString()!, line))],
            maxTokens: 24,
            Ends);
        await File.WriteAllBytesAsync(night._corpus.File("simulated.prompts.json"), GoldenPromptWriter.Write(recorded), Ends);
        return night;
    }

    /// <summary>An engine; on the port of another one that is gone, where it stands in its place.</summary>
    public static Task<SimulatedEngine> StartAsync(long seed = Seed, string weights = "default", int port = 0) => SimulatedEngine.StartAsync(
        new() { Tokenizer = Qwen3Model.Tokenizer, Family = Qwen3Model.Family, Seed = seed, WeightVersion = weights, Port = port }, Ends);

    /// <summary>A run over the corpus and an engine.</summary>
    public Task<StoredRun> RunAsync(SimulatedEngine engine, string wire, SessionModel? model = null) => RunAsync(engine.BaseAddress, wire, model);

    /// <summary>The same with an engine at an address.</summary>
    public Task<StoredRun> RunAsync(Uri engine, string wire, SessionModel? model = null) => NightRun.RunAsync(
        model ?? ServedModel.Qwen3,
        Options(engine, wire) with { Verify = new() { Corpus = Corpus } },
        journal: null,
        new NightProgress(isSilent: true),
        Ends);

    public void Dispose() => _corpus.Dispose();

    /// <summary>The failures of a kind of shard.</summary>
    public static ImmutableArray<VerificationFailure> Failures(StoredRun run, ShardKind kind) =>
        [.. run.Shards!.Value.Where(shard => shard.Shard.Kind == kind).SelectMany(shard => shard.Result!.Failures)];

    private static ServerOptions Options(Uri engine, string wire) => new()
    {
        Engines = [EngineAddress.Parse(new($"{wire}+{engine.AbsoluteUri}"))!],
    };
}
