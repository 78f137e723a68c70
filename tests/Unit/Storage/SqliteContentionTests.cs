using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Storage;

/// <summary>Four writers with two journals over one file, all at the same turn at the same time, fifty turns long.</summary>
public sealed class SqliteContentionTests : IDisposable
{
    private const int WriterCount = 4;
    private const int TurnCount = 50;

    private readonly JournalFile _file = new();
    private readonly Barrier _start = new(WriterCount);

    public void Dispose()
    {
        _start.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task AppendAsync_WhenFourWritersWantEachSequence_HasOneWinnerAndTellsTheOthers()
    {
        IJournal[] journals = [_file.Open(), _file.Open()];
        await journals[0].CreateAsync(Heads.Of("a"), TestContext.Current.CancellationToken);

        var writers = Enumerable.Range(0, WriterCount).Select(writer => Task.Factory.StartNew(
            () => Write(journals[writer % 2], $"writer {writer}"),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());
        var outcomes = await Task.WhenAll(writers);

        var stored = (await journals[1].LoadAsync("a", TestContext.Current.CancellationToken))!.Trajectory;
        Assert.Equal(TurnCount, stored.Turns.Count);
        for (var sequence = 0; sequence < TurnCount; sequence++)
        {
            var winner = Assert.Single(Enumerable.Range(0, WriterCount), writer => outcomes[writer][sequence] is AppendOutcome.Appended);
            Assert.Equal($"writer {winner}", stored.Turns[sequence].Content.FinishReason);
            Assert.Equal(WriterCount - 1, outcomes.Count(writer => writer[sequence] == new AppendOutcome.Stale(new(sequence + 1, sequence))));
        }
    }

    private async Task<AppendOutcome[]> Write(IJournal journal, string name)
    {
        var outcomes = new AppendOutcome[TurnCount];
        for (var sequence = 0; sequence < TurnCount; sequence++)
        {
            var trajectory = (await journal.LoadAsync("a", CancellationToken.None))!.Trajectory;
            var turn = trajectory.Restore(trajectory.Active, HandMade.Second with { FinishReason = name }).Active!;

            // Nobody appends before all have read, and nobody reads before all have appended.
            _start.SignalAndWait();
            outcomes[sequence] = await journal.StoreAsync("a", turn, CancellationToken.None, name);
            _start.SignalAndWait();
        }

        return outcomes;
    }
}
