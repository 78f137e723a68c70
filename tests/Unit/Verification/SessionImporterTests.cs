using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Core.Verification;
using Tito.Storage.Sqlite;
using Tito.Tests.Support;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Verification;

/// <summary>An import that does not come to its end leaves nothing behind, and one that would write over a session does not begin.</summary>
public sealed class SessionImporterTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private readonly TempFolder _folder = new();
    private readonly SqliteJournal _journal;
    private readonly Trajectory _turns;

    public SessionImporterTests()
    {
        _journal = SqliteJournal.Open(_folder.File("sessions.db"));
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var two = one.Restore(one.Active, HandMade.Second);
        _turns = two.Restore(two.Active, HandMade.Talk([Chat.Tool("t")], Chat.Assistant("end")));
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_WhenNothingIsInTheWay_StoresEveryTurnUnderAnIntentOfItsOwn()
    {
        Assert.True(await new SessionImporter(_journal, TimeProvider.System).RunAsync(Id, Golden(), _turns, Ends));

        var session = (await _journal.LoadAsync(Id, Ends))!;
        Assert.Equal(_turns.Turns.Select(turn => turn.Digest), session.Trajectory.Turns.Select(turn => turn.Digest));
        Assert.Equal([new IntentEnd.Committed(0), new IntentEnd.Committed(1), new IntentEnd.Committed(2)], session.Intents.Select(intent => intent.End));
        Assert.Equal(Golden().OpenedAt, session.Head.CreatedAt);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Run_WhenItIsGivenUpAtATurn_LeavesNothing(int turn)
    {
        using var giveUp = new CancellationTokenSource();
        var clock = new MeddlingClock(turn, giveUp.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new SessionImporter(_journal, clock).RunAsync(Id, Golden(), _turns, giveUp.Token));

        Assert.Null(await _journal.LoadAsync(Id, Ends));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Run_WhenSomebodyDeletesTheSessionMeanwhile_SaysSo(int turn)
    {
        var clock = new MeddlingClock(turn, () => Assert.True(_journal.DeleteAsync(Id, null, Ends).AsTask().Result));

        await Assert.ThrowsAsync<IOException>(() => new SessionImporter(_journal, clock).RunAsync(Id, Golden(), _turns, Ends));

        Assert.Null(await _journal.LoadAsync(Id, Ends));
    }

    [Fact]
    public async Task Run_WhenTheIdIsTaken_LeavesTheSessionThatHasIt()
    {
        var import = new SessionImporter(_journal, TimeProvider.System);
        await import.RunAsync(Id, Golden(), _turns.AsOf(1), Ends);

        Assert.False(await import.RunAsync(Id, Golden(), _turns, Ends));

        Assert.Equal(1, (await _journal.LoadAsync(Id, Ends))!.Head.TurnCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Run_WhenTheActiveTurnIsNotTheLast_LeavesThatTurnActive(int? active)
    {
        var moved = _turns.MoveTo(active is { } turn ? _turns.Turns[turn] : null);

        Assert.True(await new SessionImporter(_journal, TimeProvider.System).RunAsync(Id, Golden(), moved, Ends));

        Assert.Equal(active, (await _journal.LoadAsync(Id, Ends))!.Trajectory.Active?.Sequence);
    }

    /// <summary>As long as two commits may take: nobody else may take the turn over while it is stored.</summary>
    [Fact]
    public async Task Run_OfATurn_HasAnIntentThatLivesAsLongAsTwoCommits()
    {
        var clock = new HandClock();
        await new SessionImporter(_journal, clock).RunAsync(Id, Golden(), _turns, Ends);

        Assert.All((await _journal.LoadAsync(Id, Ends))!.Intents, intent => Assert.Equal(
            (clock.Now, clock.Now + (2 * TurnLimits.Commit)), (intent.StartedAt, intent.ExpiresAt)));
    }

    private GoldenTrajectory Golden()
    {
        using var file = new MemoryStream();
        GoldenWriter.Write(file, "qwen3", new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), new() { Unended = UnendedTurns.Close }, Id, _turns);
        return GoldenReader.Read(file.ToArray());
    }

    /// <summary>Something happens when the import asks for the time of its n-th turn; before the turns it asks once for the session.</summary>
    private sealed class MeddlingClock(int count, Action meddle) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow()
        {
            if (_asked++ == count)
            {
                meddle();
            }

            return base.GetUtcNow();
        }
    }
}
