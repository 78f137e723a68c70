using Microsoft.Extensions.Logging.Abstractions;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Turns;
using Tito.Server.Hosting;
using Tito.Storage.InMemory;
using Tito.Tests.Support;
using Tito.Tests.Unit.Sessions;

namespace Tito.Tests.Integration.FunctionApp;

/// <summary>The sweep goes on after what it cannot do, and says so.</summary>
public sealed class SweepRunTests : IDeferredTurns
{
    [Fact]
    public async Task RunAsync_WhenWhatWaitsIsNotListed_CollectsWhatIsLeftOverAndFails()
    {
        var journal = new Unreadable(new InMemoryJournal(), "") { IsParkedAway = true };
        var sweeper = new SessionSweeper(journal, new(TimeSpan.FromMinutes(9)), TimeProvider.System);
        var logs = NullLoggerFactory.Instance;
        var run = new SweepRun(sweeper, journal, new(this, logs), TestServer.Options, logs);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => run.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, journal.Collected);
    }

    ValueTask IDeferredTurns.ScheduleAsync(string sessionId, string key, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
