using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>A session in which a turn is taken while other things happen to it.</summary>
internal sealed class OneSession
{
    public WaitingClock Clock { get; } = new();

    public InMemoryJournal Journal { get; } = new();

    public SessionModel Model { get; init; } = ScriptModels.Of(ScriptFamily.Closing);

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static RecordedRequests NeverAsked => new() { Meanwhile = () => throw new InvalidOperationException("asked") };

    public static ProblemCode Code(TurnOutcome outcome) => Assert.IsType<TurnOutcome.Failed>(outcome).Problem.Code;

    public static string Message(TurnOutcome outcome) => Assert.IsType<TurnOutcome.Failed>(outcome).Problem.Message;

    public async Task<JournaledSession> OpenAsync(SessionSettings settings)
    {
        await new SessionOpener(Journal, Model, Clock).RunAsync(Trees.Id, settings, null, Ends);
        return await LoadAsync();
    }

    /// <summary>The session is another model's.</summary>
    public Task OpenOtherAsync() => Journal.StoreAsync(ScriptModels.Of(ScriptFamily.Opening));

    public async Task<JournaledSession> LoadAsync() => (await Journal.LoadAsync(Trees.Id, Ends))!;

    public async Task DeleteAsync() => Assert.True(await Journal.DeleteAsync(Trees.Id, null, Ends));

    public async Task CloseAsync() => Assert.NotNull(await new SessionCloser(Journal, Clock).RunAsync(Trees.Id, Annotation.None, Ends));

    /// <summary>Somebody else takes a turn, a root.</summary>
    public async Task OtherTurnAsync() => Assert.IsType<AppendOutcome.Appended>(
        await Journal.StoreAsync(Trees.Id, (await LoadAsync()).Trajectory.Restore(null, Trees.Root('x')).Active!, Ends, "other"));

    /// <summary>Somebody moves a session of two turns.</summary>
    public async Task MoveAsync(int? turn) => Assert.IsType<MoveOutcome.Moved>(await Journal.MoveAsync(Trees.Id, new(2, 1), turn, Ends));

    public async Task AssertEndedAsync(IntentFailure failure) =>
        Assert.Contains(new IntentEnd.Failed(failure), (await LoadAsync()).Intents.Select(intent => intent.End));

    /// <summary>An intent ended so, and what was sampled for it stays with it and is told.</summary>
    public async Task AssertKeptAsync(IntentFailure failure)
    {
        var session = await LoadAsync();
        var intent = Assert.Single(session.Intents, intent => intent.End == new IntentEnd.Failed(failure));
        var kept = Assert.Single(intent.Aborted.Items);
        Assert.Equal((2, null, Clock.Now), (kept.TokenCount, kept.WeightVersion, kept.EndedAt));
        Assert.Equal(['h', 'i'], kept.Completion!.Ids);
        Assert.Equal([-1f, -1f], kept.Completion.Logprobs);
        var status = SessionStatus.Of(session.Head.Settings.Policy, session.Trajectory, [.. session.Intents], Clock.Now, Model.Ends);
        Assert.Equal(new SessionStatus.AbortedTurn(intent, IsMissing: false), Assert.Single(status.Aborted));
    }

    /// <summary>A request that says one thing.</summary>
    public static TurnRequest Request(string text = "u", string body = "body") => new()
    {
        Digest = Digest.Of(Encoding.UTF8.GetBytes(body)),
        Messages = [Chat.User(text)],
        Inputs = TurnInputs.None,
        Fields = JsonElement.Parse("{}"),
    };

    public TurnTaker Taker(IInferenceEngine engine, ISessionJournal? journal = null) =>
        new(journal ?? Journal, engine, Model, new(TimeSpan.FromMinutes(9)), Clock);

    public Task<TurnOutcome> TakeAsync(
        RecordedRequests engine,
        ISessionJournal? journal = null,
        string? key = null,
        CancellationTokenSource? hangUp = null,
        TurnInputs? inputs = null) => Taker(engine, journal).RunAsync(
            Trees.Id,
            Request() with { Inputs = inputs ?? TurnInputs.None },
            new("attempt", key, IsRetry: false),
            null,
            hangUp?.Token ?? Ends);

    public Task<TurnParking> ParkAsync(Attempt attempt, TurnRequest? request = null, ISessionJournal? journal = null) =>
        new TurnParker(journal ?? Journal, Model, Clock).RunAsync(Trees.Id, request ?? Request(), "chat", "{}"u8.ToArray(), attempt, Ends);
}
