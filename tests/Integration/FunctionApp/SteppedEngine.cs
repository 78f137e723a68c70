using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A simulated engine whose next token comes when a test lets it.</summary>
internal sealed class SteppedEngine : IAsyncDisposable
{
    private SimulatedEngine _engine = null!;

    /// <summary>One wait of it is one token.</summary>
    public StepClock Clock { get; } = new();

    public Uri BaseAddress => _engine.BaseAddress;

    /// <summary>What it has done so far.</summary>
    public SimulatedCounts Counts => _engine.Counts;

    public static async Task<SteppedEngine> StartAsync(CancellationToken cancellationToken)
    {
        var stepped = new SteppedEngine();
        stepped._engine = await SimulatedEngine.StartAsync(
            new()
            {
                Tokenizer = ServedModel.Tokenizer,
                Family = ServedModel.Qwen3.Family,
                Seed = 7,
                TokenDelay = TimeSpan.FromSeconds(1),
                Clock = stepped.Clock,
            },
            cancellationToken);
        return stepped;
    }

    /// <summary>Lets some tokens come.</summary>
    public async Task SampleAsync(int tokens, CancellationToken cancellationToken)
    {
        for (var token = 0; token < tokens; token++)
        {
            await Clock.StepAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
