using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Turns;
using Tito.Server.Deferred;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns;

namespace Tito.Tests.Integration.Deferred;

/// <summary>A parked turn that nobody takes any more has one line in the log: nobody may ever ask for it.</summary>
public sealed class DeferredTurnRunnerLogTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Key = "plumbago-4711";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"messages":[{"role":"user","content":"plumbago-4711"}]}""");

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>A refusal is for good at once; what passes is when the patience of an hour is over.</summary>
    [Theory]
    [InlineData(false, 90, "engine_error, 00:01:30")]
    [InlineData(true, 3600, "engine_unreachable, 01:00:00")]
    public async Task RunAsync_OfATurnThatFailsForGood_SaysWhichAndWhy(bool passes, int seconds, string expected)
    {
        await ParkAsync();
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        var lines = await RunAsync(_journal, new ScriptedEngine(ServedModel.Tokenizer).Ends(passes
            ? new InferenceOutcome.Unreachable(Key)
            : new InferenceOutcome.Rejected(400, "text/plain", Encoding.UTF8.GetBytes(Key))));

        Assert.Equal(
            [(LogLevel.Warning, "Tito.Deferred", $"A parked turn of session {Id} has failed for good with {expected} after it was parked.")], lines);
    }

    [Fact]
    public async Task RunAsync_OfADefectThatDoesNotPass_SaysItOnce()
    {
        await ParkAsync();
        _clock.Advance(TimeSpan.FromHours(1));

        var lines = await RunAsync(_journal, new RecordedRequests { Meanwhile = () => throw new NotSupportedException("odd") });

        Assert.Equal(
            [(LogLevel.Error, "Tito.Deferred", $"A parked turn of session {Id} has failed for good: the server has a defect.")], lines);
    }

    [Fact]
    public async Task RunAsync_OfASessionThatIsDamaged_SaysThatTheTurnIsNotTaken()
    {
        await ParkAsync();

        var lines = await RunAsync(new Unreadable(_journal, "", Id), new ScriptedEngine(ServedModel.Tokenizer));

        Assert.Equal(
            [(LogLevel.Warning, "Tito.Deferred", $"A parked turn of session {Id} is not taken: rows of the session contradict each other.")], lines);
    }

    /// <summary>Runs until it is over.</summary>
    private async Task<IReadOnlyList<(LogLevel Level, string Category, string Text)>> RunAsync(IJournal journal, IInferenceEngine engine)
    {
        using var logs = new HeardLog();
        using var metrics = new TitoMetrics();
        var turns = new TurnTaker(journal, engine, ServedModel.Qwen3, new(TimeSpan.FromMinutes(9)), _clock);
        var runner = new DeferredTurnRunner(journal, journal, turns, new ServerOptions(), _clock, logs, new(metrics));
        Assert.Null(await runner.RunAsync(Id, Key, Ends));
        return logs.Lines;
    }

    private async Task ParkAsync()
    {
        await new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), null, Ends);
        var turn = new ParkedTurn { Key = Key, RequestDigest = Digest.Of(Body), Face = "openai-chat", Body = Body, ParkedAt = _clock.GetUtcNow() };
        Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync(Id, turn, "attempt", Ends));
    }
}
