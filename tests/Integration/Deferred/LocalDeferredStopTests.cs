using System.Text;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Turns;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Storage.InMemory;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Deferred;

/// <summary>A server stops in order: this service is told last, when the last connection has ended.</summary>
public sealed class LocalDeferredStopTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"messages":[{"role":"user","content":"u1"}]}""");

    private readonly InMemoryJournal _journal = new();
    private readonly TitoMetrics _metrics = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteAsync_WhenTheServerBeginsToStop_EndsWhatWasBegunAndBeginsNoOther()
    {
        await new SessionOpener(_journal, ServedModel.Qwen3, TimeProvider.System).RunAsync(Id, new(), null, Ends);
        await ParkAsync("first");
        await ParkAsync("second");
        var gate = new EngineGate();
        using var turns = Turns(new ScriptedEngine(ServedModel.Tokenizer).Says("a1", gate).Says("a2"));

        await turns.StartAsync(Ends);
        await gate.Arrived.WaitAsync(Patience, Ends);
        _lifetime.StopApplication();
        gate.Open();
        await turns.ExecuteTask!.WaitAsync(Patience, Ends);

        Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns);
        Assert.Single(await _journal.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    public void Dispose() => _metrics.Dispose();

    private LocalDeferredTurns Turns(ScriptedEngine engine)
    {
        var options = new ServerOptions { DeferredConcurrency = 1 };
        var (clock, logs) = (TimeProvider.System, NullLoggerFactory.Instance);
        var taker = new TurnTaker(_journal, engine, ServedModel.Qwen3, new(TimeSpan.FromMinutes(9)), clock);
        return new(new(_journal, _journal, taker, options, clock, logs, new(_metrics)), _journal, options, _lifetime, clock, logs);
    }

    private async Task ParkAsync(string key)
    {
        var turn = new ParkedTurn
        {
            Key = key,
            RequestDigest = Digest.Of(Body),
            Face = "openai-chat",
            Body = Body,
            ParkedAt = TimeProvider.System.GetUtcNow(),
        };
        Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync(Id, turn, key, Ends));
    }
}
