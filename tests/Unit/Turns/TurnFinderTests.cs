using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>Turns that are parked, taken or lost, as who comes back with their key alone finds them.</summary>
public sealed class TurnFinderTests
{
    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Closing);

    private readonly HandClock _clock = new() { Now = Intents.Start };
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfASessionOfAnotherModel_NothingIsFoundOrParked()
    {
        await OpenAsync(ScriptModels.Of(ScriptFamily.Opening));

        Assert.Contains("belongs to another tokenizer", Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);
        Assert.Contains(
            "belongs to another tokenizer", Assert.IsType<TurnParking.Refused>(await ParkAsync("k")).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfNoSession_NothingIsFoundOrParked()
    {
        Assert.Equal(ProblemCode.SessionNotFound, Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Code);
        Assert.Equal(ProblemCode.SessionNotFound, Assert.IsType<TurnParking.Refused>(await ParkAsync("k")).Problem.Code);
    }

    [Fact]
    public async Task RunAsync_OfAParkedTurn_WaitsSinceItWasParked()
    {
        await OpenAsync(Model);
        Assert.Equal(new TurnParking.Waits("k", Intents.Start, IsUnderWay: false), await ParkAsync("k"));
        _clock.Now += TimeSpan.FromHours(1);

        Assert.Equal(new TurnState.Waits(Intents.Start, IsUnderWay: false, IsParked: true), await FindAsync("k"));
        Assert.Equal(Intents.Start, Assert.IsType<TurnParking.Waits>(await ParkAsync("k")).Since);
    }

    [Fact]
    public async Task RunAsync_OfATurnThatIsUnderWay_WaitsSinceItBegan()
    {
        await OpenAsync(Model);
        await _journal.BeginAsync(Trees.Id, Intents.Of("k"), Ends);
        _clock.Now += TimeSpan.FromMinutes(1);

        Assert.Equal(new TurnState.Waits(Intents.Start, IsUnderWay: true, IsParked: false), await FindAsync("k"));
    }

    [Fact]
    public async Task RunAsync_OfATurnThatWasTaken_HasItAsAReplayAndNothingThatWasParked()
    {
        await OpenAsync(Model);
        var turn = (await _journal.LoadAsync(Trees.Id, Ends))!.Trajectory.Restore(null, Trees.Root('x')).Active!;
        await _journal.StoreAsync(Trees.Id, turn, Ends, "k");

        var taken = Assert.IsType<TurnState.Taken>(await FindAsync("k 0"));

        Assert.Equal((turn.Digest, true, null), (taken.Outcome.Turn.Digest, taken.Outcome.IsReplay, taken.Parked));
    }

    [Fact]
    public async Task RunAsync_OfAKeyThatIsNotKnown_SaysWhatToDo()
    {
        await OpenAsync(Model);
        Assert.EndsWith("Ask for one under this key first.", Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);

        await _journal.BeginAsync(Trees.Id, Intents.Of("k"), Ends);
        await _journal.EndAsync(Trees.Id, Intents.Of("k"), IntentFailure.EngineError, Ends);

        Assert.EndsWith(
            "The last attempt under it failed; its client was told why. Ask again.",
            Assert.IsType<TurnState.None>(await FindAsync("k")).Problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Without a key the attempt's id is one, and a retry is of the request with the same body.</summary>
    [Fact]
    public async Task ParkAsync_WithoutAKey_TakesTheAttemptsIdAndFindsItAgain()
    {
        await OpenAsync(Model);

        Assert.Equal("one", Assert.IsType<TurnParking.Waits>(await ParkAsync(new Attempt("one", null, IsRetry: false))).Key);
        Assert.Equal("one", Assert.IsType<TurnParking.Waits>(await ParkAsync(new Attempt("two", null, IsRetry: true))).Key);
        Assert.Equal("three", Assert.IsType<TurnParking.Waits>(await ParkAsync(new Attempt("three", null, IsRetry: false))).Key);
        Assert.Equal("key", Assert.IsType<TurnParking.Waits>(await ParkAsync(new Attempt("four", "key", IsRetry: true))).Key);
    }

    private Task<TurnState> FindAsync(string key) => new TurnFinder(_journal, _journal, Model, _clock).RunAsync(Trees.Id, key, Ends);

    private Task<TurnParking> ParkAsync(string key) => ParkAsync(new Attempt(key + "-1", key, IsRetry: false));

    private Task<TurnParking> ParkAsync(Attempt attempt)
    {
        var request = new TurnRequest
        {
            Digest = Digest.Of(Encoding.ASCII.GetBytes("body")),
            Messages = [Chat.User("u")],
            Inputs = TurnInputs.None,
            Fields = JsonElement.Parse("{}"),
        };
        return new TurnParker(_journal, Model, _clock).RunAsync(Trees.Id, request, "chat", "{}"u8.ToArray(), attempt, Ends);
    }

    private async Task OpenAsync(SessionModel model) => Assert.True(await _journal.CreateAsync(
        Heads.Of(Trees.Id) with { Genesis = model.Genesis, Tip = model.Genesis, Settings = new() }, Ends));
}
