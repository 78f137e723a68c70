using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Hot;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>What a process stored through a hot journal it does not read again; what another process stored it does.</summary>
public sealed class HotMemoryTests : IDisposable
{
    private const int Turns = 20;

    private readonly InMemoryJournal _shared = new();
    private readonly CountingJournal _store;
    private readonly CountingJournal _otherStore;
    private readonly HotJournal _hot;
    private readonly HotJournal _other;

    public HotMemoryTests()
    {
        _store = new(_shared);
        _otherStore = new(_shared);
        _hot = new(_store, 1 << 20);
        _other = new(_otherStore, 1 << 20);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _hot.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task AppendAsync_OfTwentyTurnsByOneProcess_ReadsNoTurnBackAndAsksTheStoreEachTime()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        for (var turn = 0; turn < Turns; turn++)
        {
            var taken = await TakeAsync(_hot, $"turn {turn}");
            var session = (await _hot.LoadAsync("a", Ends))!;
            Assert.Same(taken, session.Trajectory.Active);
            Assert.Equal(2 * (turn + 1), session.Head.Version);
            Assert.Equal(new IntentEnd.Committed(turn), session.Intents.Find($"turn {turn}")!.End);
        }

        Assert.Equal(0, _store.TurnsRead);
        Assert.Equal((2 * Turns) - 1, _store.Refreshes);
        await AssertAsStoredAsync();
    }

    [Fact]
    public async Task LoadAsync_WhenTwoProcessesTakeTurnsInTurn_ReadsThoseOfTheOtherAlone()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        for (var turn = 0; turn < Turns; turn++)
        {
            await TakeAsync(turn % 2 == 0 ? _hot : _other, $"turn {turn}");
        }

        foreach (var process in (HotJournal[])[_hot, _other])
        {
            Assert.Equal(Turns, (await process.LoadAsync("a", Ends))!.Head.TurnCount);
        }

        Assert.Equal((Turns / 2, Turns / 2), (_store.TurnsRead, _otherStore.TurnsRead));
        await AssertAsStoredAsync();
    }

    [Fact]
    public async Task AppendAsync_WhenAnotherProcessChangedTheSessionBetween_ReadsBothChanges()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        var session = (await _hot.LoadAsync("a", Ends))!;
        var turn = session.Trajectory.Restore(null, HandMade.First).Active!;
        await _hot.BeginAsync("a", Intents.Of("ours"), Ends);
        await _shared.BeginAsync("a", Intents.Of("theirs"), Ends);
        Assert.IsType<AppendOutcome.Appended>(await _hot.AppendAsync("a", turn, Intents.Of("ours"), Ends));

        Assert.Equal(["ours", "theirs"], (await _hot.LoadAsync("a", Ends))!.Intents.Select(intent => intent.Key));
        Assert.Equal(1, _store.TurnsRead);
        await AssertAsStoredAsync();
    }

    [Fact]
    public async Task MoveAndCloseAndEnd_ByThisProcess_AreKeptAsTheyAreStored()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        await TakeAsync(_hot, "first");
        await TakeAsync(_hot, "second");
        await _hot.BeginAsync("a", Intents.Of("failed"), Ends);
        await _hot.EndAsync("a", Intents.Of("failed"), IntentFailure.EngineError, Ends);
        await _hot.MoveAsync("a", new(2, 1), 0, Ends);
        await AssertAsStoredAsync();
        await _hot.MoveAsync("a", new(2, 0), null, Ends);
        await AssertAsStoredAsync();
        await _hot.CloseAsync("a", Intents.Start, Ends);
        await AssertAsStoredAsync();

        Assert.Equal(0, _store.TurnsRead);
    }

    [Fact]
    public async Task ChangeAsync_ThatStoresNothing_KeepsWhatWasKnown()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        await TakeAsync(_hot, "first");
        var known = await _hot.LoadAsync("a", Ends);

        await _hot.AppendAsync("a", known!.Trajectory.Active!, Intents.Of("first"), Ends);
        await _hot.MoveAsync("a", new(1, 0), 0, Ends);
        Assert.Same(known, await _hot.LoadAsync("a", Ends));
    }

    [Fact]
    public async Task LoadAsync_ThatAnswersAfterLaterChanges_DoesNotPutThemOutOfMemory()
    {
        await _hot.CreateAsync(Heads.Of("a"), Ends);
        var answer = new TaskCompletionSource();
        _store.Hold = answer.Task;
        var late = _hot.LoadAsync("a", Ends).AsTask();
        _store.Hold = Task.CompletedTask;
        await TakeAsync(_hot, "first");
        answer.SetResult();

        Assert.Equal(0, (await late)!.Head.TurnCount);
        Assert.Equal(1, (await _hot.LoadAsync("a", Ends))!.Head.TurnCount);
        Assert.Equal(0, _store.TurnsRead);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task AppendAsync_OfMoreBytesThanMayBeKept_ForgetsTheSession(int more, bool isKept)
    {
        // A session and two turns of 2,048 each; 3 and 3 tokens of prompts at 4 bytes, 2 and 1 sampled ones at 8; twice the text of the
        // messages (33 and 43, 29 and 33 bytes) and of the first turn's request and answer (19 and 10), and of the second's ({} and {}).
        const int Weight = (3 * 2_048) + (6 * 4) + (3 * 8) + (2 * (33 + 43 + 29 + 33 + 19 + 10 + 2 + 2));
        using var small = new HotJournal(_store, Weight + more);
        await small.CreateAsync(Heads.Of("a"), Ends);
        await TakeAsync(small, "first");
        await TakeAsync(small, "second", HandMade.Second with { ReplacedCount = 1 });

        await small.LoadAsync("a", Ends);
        Assert.Equal(isKept ? 0 : 2, _store.TurnsRead);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(200_000, false)]
    public async Task AppendAsync_OfExpertsAndRecords_WeighsThem(int expertRows, bool isKept)
    {
        // 8 bytes a row: 0.8 and 1.6 MB under a limit of 1 MiB.
        using var small = new HotJournal(_store, 1 << 20);
        await small.CreateAsync(Heads.Of("a"), Ends);
        await TakeAsync(small, "first", HandMade.First with { RoutedExperts = new(0, 1, 2, new byte[expertRows * 8]) });

        await small.LoadAsync("a", Ends);
        Assert.Equal(isKept ? 0 : 1, _store.TurnsRead);
    }

    private static async Task<Turn> TakeAsync(HotJournal journal, string key, TurnContent? content = null)
    {
        var session = (await journal.LoadAsync("a", Ends))!;
        var intent = Intents.Of(key) with { StartedAt = Intents.Start.AddSeconds(session.Head.TurnCount) };
        var turn = session.Trajectory.Restore(
            session.Trajectory.Active, content ?? (session.Trajectory.Active is null ? HandMade.First : HandMade.Second)).Active!;
        Assert.IsType<BeginOutcome.Begun>(await journal.BeginAsync("a", intent, Ends));
        Assert.IsType<AppendOutcome.Appended>(await journal.AppendAsync("a", turn, session.Head.Fence, intent, Ends));
        return turn;
    }

    /// <summary>What is in memory is what a process reads that has never seen the session.</summary>
    private async Task AssertAsStoredAsync()
    {
        var (kept, stored) = ((await _hot.LoadAsync("a", Ends))!, (await _shared.LoadAsync("a", Ends))!);
        Assert.Equal(stored.Head, kept.Head);
        Assert.Equal(stored.Trajectory.Turns.Select(turn => turn.Digest), kept.Trajectory.Turns.Select(turn => turn.Digest));
        Assert.Equal(stored.Trajectory.Active?.Sequence, kept.Trajectory.Active?.Sequence);
        Assert.Equal(stored.Intents, kept.Intents);
    }
}
