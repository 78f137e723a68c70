using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Faces.OpenAiChat;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>
/// The store fails at each call that a turn makes, one after the other, before or behind its work: no client is told of a turn that is not stored,
/// and whoever comes back with the key has the turn in the end, once.
/// </summary>
public sealed class TurnTakerFaultTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    [InlineData(0, true, false)]
    [InlineData(1, false, true)]
    [InlineData(1, true, true)]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(2, true, true)]
    [InlineData(2, false, false)]
    [InlineData(2, true, false)]
    public async Task RunAsync_WhenACallOfTheStoreFails_TellsNothingThatIsNotStored(int call, bool isAfter, bool engineAnswers)
    {
        await new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), null, Ends);
        var engine = new ScriptedEngine(ServedModel.Tokenizer);
        engine = engineAnswers ? engine.Says("a1") : engine.Ends(new InferenceOutcome.Unreachable("no"));
        var faulty = new FaultyJournal(_journal, call, isAfter ? StoreFault.After : StoreFault.Before);

        // Load, begin, then append or end: each is reached, and none is passed over. An append that fails is followed by an end; of an end
        // that fails the client is not told.
        var taken = TakeAsync(new TurnTaker(faulty, engine, ServedModel.Qwen3, Limits, _clock), "first");
        if (call == 2 && !engineAnswers)
        {
            Assert.Equal(ProblemCode.EngineUnreachable, Assert.IsType<TurnOutcome.Failed>(await taken).Problem.Code);
        }
        else
        {
            await Assert.ThrowsAsync<IOException>(() => taken);
        }

        Assert.Equal(call == 2 && engineAnswers ? 4 : call + 1, faulty.Calls);

        var wasStored = engineAnswers && call == 2 && isAfter;
        Assert.Equal(wasStored ? 1 : 0, (await _journal.LoadAsync(Id, Ends))!.Head.TurnCount);

        // Another process, when nobody can be working on it any more.
        _clock.Now += Limits.Inference + TurnLimits.Commit + TurnLimits.Commit;
        var again = new TurnTaker(_journal, new ScriptedEngine(ServedModel.Tokenizer).Says("a2"), ServedModel.Qwen3, Limits, _clock);
        var told = Assert.IsType<TurnOutcome.Committed>(await TakeAsync(again, "second"));

        Assert.Equal(wasStored, told.IsReplay);
        var session = (await _journal.LoadAsync(Id, Ends))!;
        Assert.Equal(told.Turn.Digest, Assert.Single(session.Trajectory.Turns).Digest);
        Assert.Equal(SessionState.Complete, session.Status(_clock.GetUtcNow(), EndTokens.Unknown, MessageForm.Unknown).State);
        Assert.Equal(0, session.Head.OpenIntents);
    }

    [Theory]
    [InlineData(0, "key")]
    [InlineData(1, "key")]
    [InlineData(2, "key")]
    [InlineData(1, null)]
    [InlineData(2, null)]
    public async Task RunAsync_WhenACallOfTheStoreArrivesTwice_TakesTheTurnOnce(int call, string? key)
    {
        await new SessionOpener(_journal, ServedModel.Qwen3, _clock).RunAsync(Id, new(), null, Ends);
        var take = new TurnTaker(
            new FaultyJournal(_journal, call, StoreFault.Twice), new ScriptedEngine(ServedModel.Tokenizer).Says("a1"), ServedModel.Qwen3, Limits, _clock);

        var told = Assert.IsType<TurnOutcome.Committed>(await TakeAsync(take, "first", key).WaitAsync(TimeSpan.FromSeconds(30), Ends));

        Assert.False(told.IsReplay);
        Assert.Equal(told.Turn.Digest, Assert.Single((await _journal.LoadAsync(Id, Ends))!.Trajectory.Turns).Digest);
    }

    private static Task<TurnOutcome> TakeAsync(TurnTaker take, string attempt, string? key = "key") => Task.Run(
        () => take.RunAsync(Id, OpenAiChatFace.Instance.Read(JsonElement.Parse("""{"messages":[{"role":"user","content":"u1"}]}""")).Turn, new(attempt, key, IsRetry: false), null, Ends));
}
