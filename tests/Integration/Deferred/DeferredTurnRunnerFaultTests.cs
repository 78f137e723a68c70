using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Server.Deferred;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Turns;

namespace Tito.Tests.Integration.Deferred;

/// <summary>
/// The store fails at each call that a run makes, one after the other, before or after its work: whoever runs it again ends it, once.
/// </summary>
public sealed class DeferredTurnRunnerFaultTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"messages":[{"role":"user","content":"u1"}]}""");

    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryJournal _journal = new();
    private readonly TitoMetrics _metrics = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    // Load, find, load, begin, then append and finish, or end and fail. Of a store that says nothing the store's own limit makes one that fails.
    public static TheoryData<int, string, bool> Faults
    {
        get
        {
            var faults = new TheoryData<int, string, bool>();
            foreach (var fault in Enum.GetNames<StoreFault>().Where(name => name != nameof(StoreFault.Silence)))
            {
                for (var call = 0; call < 6; call++)
                {
                    faults.Add(call, fault, true);
                    faults.Add(call, fault, false);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task RunAsync_WhenACallOfTheStoreGoesWrong_EndsTheTurnOnceInTheEnd(int call, string fault, bool isServed)
    {
        await ParkAsync();
        var faulty = new FaultyJournal(_journal, call, Enum.Parse<StoreFault>(fault));
        try
        {
            await RunAsync(faulty, faulty, Engine(isServed));
        }
        catch (IOException) when (fault != nameof(StoreFault.Twice))
        {
        }

        // A turn that was appended already is read again.
        Assert.InRange(faulty.Calls, call + 1, 7);
        _clock.Advance(TimeSpan.FromMinutes(12));
        Assert.Null(await RunAsync(_journal, _journal, Engine(isServed)));

        var session = (await _journal.LoadAsync(Id, Ends))!;
        var left = await _journal.FindParkedAsync(Id, "k", Ends);
        Assert.Equal((isServed ? 1 : 0, 0), (session.Trajectory.Turns.Count, session.Head.OpenIntents));
        Assert.Equal(isServed ? null : "engine_error", left?.Failure?.Code);
        Assert.Equal(isServed ? SessionState.Complete : SessionState.Empty, session.Status(_clock.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown).State);
        Assert.Empty(await _journal.ListParkedAsync(Ends).ToListAsync(Ends));
        Assert.Empty(RowVerifier.Verify((await _journal.ReadRowsAsync(Id, Ends))!, ServedModel.Qwen3.Genesis).Disagreements);
        Assert.Null(await RunAsync(_journal, _journal, new ScriptedEngine(ServedModel.Tokenizer)));
    }

    [Fact]
    public async Task RunAsync_OfWhatPasses_WaitsLongerTheOlderItIsAndEndsWithThePatience()
    {
        await ParkAsync();
        var engine = new ScriptedEngine(ServedModel.Tokenizer);
        foreach (var (seconds, expected) in ((int, int)[])[(0, 1), (8, 2), (400, 102), (1000, 120), (2100, 92)])
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(TimeSpan.FromSeconds(expected), await RunAsync(_journal, _journal, engine.Ends(new InferenceOutcome.Unreachable("no"))));
        }

        _clock.Advance(TimeSpan.FromSeconds(92));
        Assert.Null(await RunAsync(_journal, _journal, engine.Ends(new InferenceOutcome.Unreachable("no"))));
        Assert.Equal("engine_unreachable", (await _journal.FindParkedAsync(Id, "k", Ends))!.Failure!.Code);
    }

    /// <summary>What nobody foresaw may pass, and is the outcome when the patience is over: it is not tried for ever.</summary>
    [Fact]
    public async Task RunAsync_OfADefect_WaitsLongerTheOlderItIsAndEndsWithThePatience()
    {
        await ParkAsync();
        var engine = new EngineThen(Engine(isServed: true), () => throw new NotSupportedException("odd"));
        foreach (var (seconds, expected) in ((int, int)[])[(0, 1), (400, 100), (3100, 100)])
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(TimeSpan.FromSeconds(expected), await RunAsync(_journal, _journal, engine));
            Assert.Equal(0, (await _journal.LoadAsync(Id, Ends))!.Head.OpenIntents);
        }

        _clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Null(await RunAsync(_journal, _journal, engine));
        Assert.Equal("internal_error", (await _journal.FindParkedAsync(Id, "k", Ends))!.Failure!.Code);
        Assert.Empty(await _journal.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsClosedOrGone_IsOver()
    {
        await ParkAsync();
        await _journal.CloseAsync(Id, _clock.GetUtcNow(), Ends);
        Assert.Null(await RunAsync(_journal, _journal, new ScriptedEngine(ServedModel.Tokenizer)));
        Assert.Equal("session_closed", (await _journal.FindParkedAsync(Id, "k", Ends))!.Failure!.Code);

        await _journal.DeleteAsync(Id, null, Ends);
        Assert.Null(await RunAsync(_journal, _journal, new ScriptedEngine(ServedModel.Tokenizer)));
    }

    /// <summary>The session is replaced while its parked turn is with the engine, and the same request is parked in the new one.</summary>
    [Fact]
    public async Task RunAsync_WhenTheSessionIsReplacedMeanwhile_LeavesWhatIsParkedInTheNewOne()
    {
        await ParkAsync();

        Assert.Equal(TimeSpan.FromSeconds(1), await RunAsync(_journal, _journal, new RecordedRequests { Meanwhile = ReplaceAsync }));
        Assert.True((await _journal.FindParkedAsync(Id, "k", Ends))!.IsWaiting);

        Assert.Null(await RunAsync(_journal, _journal, Engine(isServed: true)));
        Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns);
        Assert.Empty(await _journal.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    /// <summary>The failure is the old session's: the new one's turn was not tried yet.</summary>
    [Fact]
    public async Task RunAsync_WhenItFailsAfterTheSessionWasReplaced_LeavesWhatIsParkedInTheNewOne()
    {
        await ParkAsync();

        Assert.Equal(TimeSpan.FromSeconds(1), await RunAsync(_journal, _journal, new EngineThen(Engine(isServed: false), ReplaceAsync)));
        Assert.True((await _journal.FindParkedAsync(Id, "k", Ends))!.IsWaiting);

        Assert.Null(await RunAsync(_journal, _journal, Engine(isServed: true)));
        Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns);
    }

    /// <summary>The turn was read of a session that is another one when it is taken, in which nobody asked for it.</summary>
    [Fact]
    public async Task RunAsync_WhenTheSessionIsReplacedAfterTheTurnWasRead_TakesNothing()
    {
        await ParkAsync();
        var parked = new ParkedThen(_journal, () => ReplaceAsync(parks: false));

        Assert.Equal(TimeSpan.FromSeconds(1), await RunAsync(_journal, parked, new ScriptedEngine(ServedModel.Tokenizer)));

        var session = (await _journal.LoadAsync(Id, Ends))!;
        Assert.Empty(session.Trajectory.Turns);
        Assert.Empty(session.Intents);
        Assert.Null(await RunAsync(_journal, _journal, new ScriptedEngine(ServedModel.Tokenizer)));
    }

    public void Dispose() => _metrics.Dispose();

    private Task ReplaceAsync() => ReplaceAsync(parks: true);

    private async Task ReplaceAsync(bool parks)
    {
        Assert.True(await _journal.DeleteAsync(Id, null, Ends));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await (parks ? ParkAsync() : new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), null, Ends));
    }

    private static ScriptedEngine Engine(bool isServed) => isServed
        ? new ScriptedEngine(ServedModel.Tokenizer).Says("a1")
        : new ScriptedEngine(ServedModel.Tokenizer).Ends(new InferenceOutcome.Rejected(400, "text/plain", "no"u8.ToArray()));

    private async Task ParkAsync()
    {
        await new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), null, Ends);
        var turn = new ParkedTurn { Key = "k", RequestDigest = Digest.Of(Body), Face = "openai-chat", Body = Body, ParkedAt = _clock.GetUtcNow() };
        Assert.IsType<ParkOutcome.Parked>(await _journal.ParkAsync(Id, turn, "attempt", Ends));
    }

    private Task<TimeSpan?> RunAsync(ISessionJournal journal, IParkedTurns parked, IInferenceEngine engine) => new DeferredTurnRunner(
        journal,
        parked,
        new TurnTaker(journal, engine, ServedModel.Qwen3, Limits, _clock),
        new ServerOptions(),
        _clock,
        NullLoggerFactory.Instance,
        new(_metrics)).RunAsync(Id, "k", Ends);

    /// <summary>Something happens before the engine answers.</summary>
    private sealed class EngineThen(IInferenceEngine engine, Func<Task> meanwhile) : IInferenceEngine
    {
        public async Task<InferenceOutcome> GenerateAsync(InferenceRequest request, ISamplingObserver? observer, CancellationToken cancellationToken)
        {
            await meanwhile();
            return await engine.GenerateAsync(request, observer, cancellationToken);
        }

        public Task<bool> AbortAsync(string idPrefix, CancellationToken cancellationToken) => engine.AbortAsync(idPrefix, cancellationToken);
    }

    /// <summary>Something happens once a parked turn was read.</summary>
    private sealed class ParkedThen(IParkedTurns parked, Func<Task> then) : IParkedTurns
    {
        public async ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken)
        {
            var found = await parked.FindParkedAsync(sessionId, key, cancellationToken);
            await then();
            return found;
        }

        public IAsyncEnumerable<ParkedName> ListParkedAsync(CancellationToken cancellationToken) => parked.ListParkedAsync(cancellationToken);
    }
}
