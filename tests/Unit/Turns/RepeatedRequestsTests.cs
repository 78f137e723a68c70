using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>A request for "u" without a key, in sessions that have such a turn or are taking one. The turn was committed at noon.</summary>
public sealed class RepeatedRequestsTests
{
    private static readonly SessionModel Model = ScriptModels.Of(ScriptFamily.Closing);
    private static readonly SessionLine Line = new("a", null, null);

    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly TurnDeliveries _deliveries;
    private readonly RepeatedRequests _repeats;

    public RepeatedRequestsTests()
    {
        _deliveries = new(_clock);
        _repeats = new(Model, _deliveries, _clock);
    }

    /// <summary>Two minutes: agents wait up to one. In a tree equal requests may be samples of their own, unless an agent names its line.</summary>
    [Theory]
    [InlineData(RepeatRule.Anew, SessionPolicy.Linear, true, 0, false)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Linear, false, 0, true)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Linear, true, 119, true)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Linear, false, 120, false)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Tree, false, 0, false)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Tree, true, 119, true)]
    [InlineData(RepeatRule.Regenerate, SessionPolicy.Tree, true, 120, false)]
    [InlineData(RepeatRule.Replay, SessionPolicy.Linear, false, 9999, true)]
    [InlineData(RepeatRule.Replay, SessionPolicy.Tree, false, 9999, true)]
    public void Stored_OfATurnOfWhichNobodyHereKnows_CountsAsNotArrivedForAWhile(
        RepeatRule repeat, SessionPolicy policy, bool isOfALine, int seconds, bool expected)
    {
        var session = Session(new() { Repeat = repeat, Policy = policy }, Root("u"));
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected ? session.Trajectory.Turns[0] : null, _repeats.Stored(session, Request("u", isOfALine ? Line : null)));
    }

    [Theory]
    [InlineData(SessionPolicy.Linear)]
    [InlineData(SessionPolicy.Tree)]
    public void Stored_OfAnAnswerThatWasToldHere_IsItOnlyWhereItWasCutOff(SessionPolicy policy)
    {
        var session = Session(new() { Repeat = RepeatRule.Regenerate, Policy = policy }, Root("u"));
        var turn = session.Trajectory.Turns[0];
        _deliveries.End(Trees.Id, turn, isWhole: false);
        _clock.Advance(TimeSpan.FromMinutes(50));

        Assert.Null(_repeats.Stored(session, Request("v")));
        Assert.Equal(turn, _repeats.Stored(session, Request("u")));

        // It is on its way again: whoever asks meanwhile asks for another one.
        Assert.Null(_repeats.Stored(session, Request("u")));
        _deliveries.End(Trees.Id, turn, isWhole: true);
        Assert.Null(_repeats.Stored(session, Request("u")));
    }

    /// <summary>A client that went on from an answer has it.</summary>
    [Theory]
    [InlineData(RepeatRule.Regenerate, false)]
    [InlineData(RepeatRule.Replay, true)]
    public void Stored_OfATurnBeforeTheLast_IsItWhereEqualRequestsAreOne(RepeatRule repeat, bool expected)
    {
        var next = HandMade.Content([Chat.User("v")], Chat.Assistant("y"), [TokenSegment.Given(TokenOrigin.Environment, ['v'])], TokenSegment.Sampled(['y'], [-1f]));
        foreach (var policy in new[] { SessionPolicy.Linear, SessionPolicy.Tree })
        {
            var session = Session(new() { Repeat = repeat, Policy = policy }, Root("u"));
            var continued = session with { Trajectory = session.Trajectory.Restore(session.Trajectory.Active, next) };

            Assert.Equal(expected ? session.Trajectory.Turns[0] : null, _repeats.Stored(continued, Request("u", Line)));
        }
    }

    [Fact]
    public void Stored_OfALinearSessionThatBeganAnew_IsNoTurnBesideItsConversation() =>
        Assert.Null(_repeats.Stored(Session(new() { Repeat = RepeatRule.Replay }, Root("u"), Root("w")), Request("u")));

    [Fact]
    public void Stored_OfATurnOfATreeBesideOthers_IsStillOwed()
    {
        var tree = Session(new() { Repeat = RepeatRule.Regenerate, Policy = SessionPolicy.Tree }, Root("u"), Root("w"));

        Assert.Equal(tree.Trajectory.Turns[0], _repeats.Stored(tree, Request("u", Line)));
    }

    [Theory]
    [InlineData(RepeatRule.Anew, HangUpRule.Finish, true, false)]
    [InlineData(RepeatRule.Regenerate, HangUpRule.Abort, true, false)]
    [InlineData(RepeatRule.Regenerate, HangUpRule.Finish, true, true)]
    [InlineData(RepeatRule.Regenerate, HangUpRule.Finish, false, false)]
    [InlineData(RepeatRule.Replay, HangUpRule.Abort, false, true)]
    [InlineData(RepeatRule.Replay, HangUpRule.Finish, true, true)]
    public async Task Running_OfATurnThatIsTakenNow_IsItWhereItsClientsAreGoneOrEqualRequestsAreOne(
        RepeatRule repeat, HangUpRule onHangUp, bool isAlone, bool expected)
    {
        var session = Session(new() { Repeat = repeat, OnHangUp = onHangUp });
        var found = await WhileRunningAsync(
            Trees.Id, "u", null, isAlone, running => (_repeats.Running(session, Request("u"), running), running.Of(Trees.Id)[0]));

        Assert.Equal(expected ? found.Item2 : null, found.Item1);
    }

    [Theory]
    [InlineData("other", "u", null)]
    [InlineData(Trees.Id, "v", null)]
    [InlineData(Trees.Id, "u", "a")]
    public async Task Running_OfAnotherSessionConversationOrLine_IsNone(string sessionId, string text, string? line)
    {
        var session = Session(new() { Repeat = RepeatRule.Replay });

        Assert.Null(await WhileRunningAsync(
            sessionId, text, line is null ? null : Line, true, running => _repeats.Running(session, Request("u"), running)));
    }

    [Fact]
    public async Task Of_HasTheTurnsOfASessionThatAreWithAnEngine() => Assert.Equal(
        (1, 1, 0, 1),
        await WhileRunningAsync("s", "u", null, false, running => (
            running.Of("s").Count, running.Of(null).Count, running.Of("t").Count, running.Count)));

    /// <summary>Takes a turn until something was asked of it.</summary>
    private static async Task<T> WhileRunningAsync<T>(
        string sessionId, string text, SessionLine? line, bool isAlone, Func<RunningTurns, T> ask)
    {
        var running = new RunningTurns();
        using var gone = new CancellationTokenSource();
        var asked = new TaskCompletionSource<T>();
        await running.TakeOrJoinAsync(
            new(sessionId, Heads.Of(sessionId).CreatedAt, "key", default),
            outlives: true,
            async live =>
            {
                Assert.Empty(running.Of(sessionId));
                live.Begin(
                    new("answer", default, 0, null),
                    new(null, [Chat.User(text)], TurnInputs.None, new(TokenBuffer.Empty, [], 0)),
                    line);
                if (isAlone)
                {
                    await gone.CancelAsync();
                }

                asked.SetResult(ask(running));
                return null;
            },
            null,
            gone.Token);
        Assert.Equal(0, running.Count);
        return await asked.Task;
    }

    private static JournaledSession Session(SessionSettings settings, params TurnContent[] roots)
    {
        var trajectory = roots.Aggregate(Trajectory.Start(Model.Genesis), (before, root) => before.Restore(null, root));
        return new(Heads.Of(Trees.Id) with { Settings = settings, Genesis = Model.Genesis }, trajectory, []);
    }

    private static TurnContent Root(string text) => Trees.Root('x') with { Appended = [Chat.User(text)] };

    private static TurnRequest Request(string text, SessionLine? line = null) => new()
    {
        Digest = Digest.Of("body"u8),
        Messages = [Chat.User(text)],
        Inputs = TurnInputs.None,
        Line = line,
        Fields = JsonElement.Parse("{}"),
    };
}
