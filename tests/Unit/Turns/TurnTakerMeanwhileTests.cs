using System.Collections.Immutable;
using Tito.Core.Problems;
using Tito.Core.Trajectories;
using Tito.Core.Turns;

namespace Tito.Tests.Unit.Turns;

/// <summary>What a client learns when something else happens while the engine works, and what is left of the intent.</summary>
public sealed class TurnTakerMeanwhileTests
{
    private readonly OneSession _session = new();

    [Fact]
    public async Task RunAsync_WhenTheSessionIsDeletedMeanwhile_SaysThatTheTokensAreLost()
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new() { Meanwhile = _session.DeleteAsync });

        Assert.Equal(ProblemCode.SessionDeleted, OneSession.Code(failed));
        Assert.Contains("The completion of 2 tokens was not recorded.", OneSession.Message(failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenTheSessionIsClosedMeanwhile_SaysSoAndKeepsWhatWasSampled()
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new() { Meanwhile = _session.CloseAsync });

        Assert.Equal(ProblemCode.SessionClosed, OneSession.Code(failed));
        Assert.Contains(
            "was closed while the engine worked. The completion of 2 tokens",
            OneSession.Message(failed), StringComparison.Ordinal);
        await _session.AssertKeptAsync(IntentFailure.SessionClosed);
    }

    [Fact]
    public async Task RunAsync_WhenALinearSessionGotATurnMeanwhile_SaysHowManyThereAreAndKeepsWhatWasSampled()
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new() { Meanwhile = _session.OtherTurnAsync });

        Assert.Equal(ProblemCode.SessionAdvanced, OneSession.Code(failed));
        Assert.Contains(
            "had 0 turns when this request began and has 1 now. The completion of 2 tokens",
            OneSession.Message(failed), StringComparison.Ordinal);
        await _session.AssertKeptAsync(IntentFailure.SessionAdvanced);
    }

    /// <summary>480 KiB are room for 46,000 tokens at 8 bytes each in Base64: of 60,000 the number alone is kept, and the client is told.</summary>
    [Theory]
    [InlineData(2, "The completion of 2 tokens was not recorded as a turn. They stay with the intent")]
    [InlineData(60_000, "The completion of 60000 tokens was not recorded as a turn. An intent has no room for so many: their number alone stays")]
    public async Task RunAsync_WhenItsCompletionComesTooLate_SaysWhetherTheTokensAreKept(int count, string words)
    {
        var late = new Dictionary<string, (SessionSettings Settings, Func<Task> Meanwhile)>
        {
            ["closed"] = (new(), _session.CloseAsync),
            ["advanced"] = (new(), _session.OtherTurnAsync),
            ["full"] = (new() { Policy = SessionPolicy.Tree, MaxTurns = 1 }, _session.OtherTurnAsync),
        };
        foreach (var (settings, meanwhile) in late.Values)
        {
            await _session.OpenAsync(settings);

            var failed = await _session.TakeAsync(new() { Ids = Tokens(count), Meanwhile = meanwhile });

            Assert.Contains(words, OneSession.Message(failed), StringComparison.Ordinal);
            await AssertKeptAsync(count);
            await _session.DeleteAsync();
        }
    }

    [Theory]
    [InlineData(2, "The engine gave the turn up after 2 tokens. They stay with the intent")]
    [InlineData(60_000, "The engine gave the turn up after 60000 tokens. An intent has no room for so many: their number alone stays")]
    public async Task RunAsync_WhenTheEngineGivesTheTurnUp_SaysWhetherTheTokensAreKept(int count, string words)
    {
        await _session.OpenAsync(new());

        var failed = await _session.TakeAsync(new() { Ids = Tokens(count), Aborts = 1 });

        Assert.Contains(words, OneSession.Message(failed), StringComparison.Ordinal);
        await AssertKeptAsync(count);
    }

    [Theory]
    [InlineData(null, "-1")]
    [InlineData(0, "0")]
    public async Task RunAsync_WhenALinearSessionIsRolledBackMeanwhile_SaysWhereTo(int? turn, string name)
    {
        await _session.OpenAsync(new() { MaxRollback = 2 });
        await _session.OtherTurnAsync();
        await _session.OtherTurnAsync();

        var failed = await _session.TakeAsync(new() { Meanwhile = () => _session.MoveAsync(turn) });

        Assert.Equal(ProblemCode.SessionAdvanced, OneSession.Code(failed));
        Assert.Contains(
            $"was rolled back to turn {name} while the engine worked. The completion of 2 tokens",
            OneSession.Message(failed), StringComparison.Ordinal);
        await _session.AssertKeptAsync(IntentFailure.SessionAdvanced);
    }

    [Fact]
    public async Task RunAsync_WhenATreeGotATurnMeanwhile_CommitsASibling()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree });

        var committed = Assert.IsType<TurnOutcome.Committed>(await _session.TakeAsync(new() { Meanwhile = _session.OtherTurnAsync }));

        Assert.Equal((1, null, false), (committed.Turn.Sequence, committed.Turn.Parent, committed.IsReplay));
        Assert.Equal(committed.Turn.Digest, (await _session.LoadAsync()).Trajectory.Tip);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task RunAsync_WhenATreeGotItsLastTurnMeanwhile_SaysThatItIsFull(int maxTurns, bool isFull)
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree, MaxTurns = maxTurns });

        var outcome = await _session.TakeAsync(new() { Meanwhile = _session.OtherTurnAsync });

        Assert.Equal(isFull, outcome is TurnOutcome.Failed { Problem.Code: ProblemCode.SessionFull });
        Assert.Equal(isFull, outcome is not TurnOutcome.Committed);
        await (isFull ? _session.AssertKeptAsync(IntentFailure.SessionAdvanced) : Task.CompletedTask);
    }

    private static ImmutableArray<int> Tokens(int count) => [.. Enumerable.Repeat((int)'h', count)];

    private async Task AssertKeptAsync(int count)
    {
        var intent = Assert.Single((await _session.LoadAsync()).Intents, intent => !intent.Aborted.Items.IsEmpty);
        var kept = Assert.Single(intent.Aborted.Items);
        Assert.Equal((count, count > 2), (kept.TokenCount, kept.Completion is null));
    }
}
