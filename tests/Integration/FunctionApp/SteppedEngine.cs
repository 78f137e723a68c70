using Microsoft.Extensions.Time.Testing;
using Tito.Simulation;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>A simulated engine whose next token comes when a test lets a second pass.</summary>
internal sealed class SteppedEngine : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private SimulatedEngine _engine = null!;

    public Uri BaseAddress => _engine.BaseAddress;

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
                Clock = stepped._clock,
            },
            cancellationToken);
        return stepped;
    }

    /// <summary>Lets tokens come until something has happened.</summary>
    public async Task<T> UntilAsync<T>(Task<T> happened)
    {
        while (!happened.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(happened, Task.Delay(5, CancellationToken.None));
        }

        return await happened;
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
