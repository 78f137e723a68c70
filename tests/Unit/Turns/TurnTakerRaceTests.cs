using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>A retry that read the session while the first attempt was under way.</summary>
public sealed class TurnTakerRaceTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private static readonly TurnLimits Limits = new(TimeSpan.FromMinutes(9));

    private readonly HandClock _clock = new();
    private readonly InMemoryJournal _journal = new();
    private JournaledSession? _underWay;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_WhenTheFirstAttemptEndedSinceTheSessionWasRead_HasItsTurn()
    {
        var first = Assert.IsType<TurnOutcome.Committed>(await TakeFirstAsync());

        var retry = Assert.IsType<TurnOutcome.Committed>(await RetryAsync(new StaleJournal(_journal) { Old = _underWay }));

        Assert.Equal((first.Turn.Digest, true), (retry.Turn.Digest, retry.IsReplay));
    }

    [Fact]
    public async Task RunAsync_WhenTheFirstAttemptIsUnderWayElsewhere_SaysSo()
    {
        await TakeFirstAsync();
        var other = new InMemoryJournal();
        Assert.True(await other.CreateAsync(_underWay!.Head with { OpenIntents = 0, Version = 0 }, Ends));
        Assert.IsType<BeginOutcome.Begun>(await other.BeginAsync(Id, Assert.Single(_underWay.Intents), Ends));

        Assert.Equal(ProblemCode.TurnInFlight, Assert.IsType<TurnOutcome.Failed>(await RetryAsync(other)).Problem.Code);
    }

    private async Task<TurnOutcome> TakeFirstAsync()
    {
        await new SessionOpener(_journal, ScriptModels.Of(ScriptFamily.Closing), _clock).RunAsync(Id, new(), null, Ends);
        return await TakeAsync(_journal, new() { Meanwhile = async () => _underWay = await _journal.LoadAsync(Id, Ends) }, "first");
    }

    private Task<TurnOutcome> RetryAsync(ISessionJournal journal) =>
        TakeAsync(journal, new() { Meanwhile = () => throw new InvalidOperationException("asked twice") }, "second");

    private Task<TurnOutcome> TakeAsync(ISessionJournal journal, RecordedRequests engine, string attempt)
    {
        var request = new TurnRequest { Digest = Digest.Of("body"u8), Messages = [Chat.User("u")], Inputs = TurnInputs.None, Fields = JsonElement.Parse("{}") };
        return new TurnTaker(journal, engine, ScriptModels.Of(ScriptFamily.Closing), Limits, _clock).RunAsync(Id, request, new(attempt, "key", IsRetry: false), null, Ends);
    }
}
