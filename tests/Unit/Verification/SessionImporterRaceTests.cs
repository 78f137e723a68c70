using Tito.Core.Journals;
using Tito.Core.Verification;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Turns;

namespace Tito.Tests.Unit.Verification;

public sealed class SessionImporterRaceTests
{
    private readonly InMemoryJournal _journal = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>
    /// Somebody takes a turn and moves back to the imported one, or only moves the session, after the last turn was stored and before the
    /// session is read again: one changes the last turn alone, the other the active one alone.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WhenSomebodyChangesTheSessionBeforeItIsRead_SaysSo(bool takesATurn)
    {
        var golden = TinyGolden.Read();
        var turns = new PlannedTrajectory(TinyGolden.Model).Make(golden);
        var meddled = new StaleJournal(_journal)
        {
            BeforeLoad = async () =>
            {
                if (takesATurn)
                {
                    Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync(Trees.Id, turns.Restore(null, Trees.Root('x')).Active!, Ends));
                }

                var (fence, active) = takesATurn ? (new Fence(3, 2), 1) : (new Fence(2, 1), 0);
                Assert.IsType<MoveOutcome.Moved>(await _journal.MoveAsync(Trees.Id, fence, active, Ends));
            },
        };

        await Assert.ThrowsAsync<IOException>(() => new SessionImporter(meddled, TimeProvider.System).RunAsync(Trees.Id, golden, turns, Ends));

        Assert.Null(await _journal.LoadAsync(Trees.Id, Ends));
    }
}
