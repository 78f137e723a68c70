using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Two writers who want every turn of one session; <c>TITO_CONTENDED_APPENDS</c> says how many appends they try, 200 without it.</summary>
public abstract class ContentionContract
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A journal of its own over the test's one store, as another process has it.</summary>
    protected abstract Task<IJournal> OpenAsync();

    [Fact]
    public async Task AppendAsync_WhenTwoWritersWantEverySequence_HasOneWinnerForEachAndTellsTheOther()
    {
        var appends = int.TryParse(Environment.GetEnvironmentVariable("TITO_CONTENDED_APPENDS"), CultureInfo.InvariantCulture, out var given) ? given : 200;
        IJournal[] journals = [await OpenAsync(), await OpenAsync()];
        await journals[0].CreateAsync(Heads.Of("a"), Token);

        var outcomes = await Task.WhenAll(Task.Run(() => WriteAsync(journals[0], "one", appends / 2)), Task.Run(() => WriteAsync(journals[1], "two", appends / 2)));

        var session = (await journals[0].LoadAsync("a", Token))!;
        var winners = session.Trajectory.Turns.Select(turn => turn.Content.FinishReason).ToList();
        foreach (var (name, told) in new[] { ("one", outcomes[0]), ("two", outcomes[1]) })
        {
            // What each was told is what is stored: no turn of its own that it does not know of, and none that it was told and is not there.
            Assert.Equal(Enumerable.Range(0, winners.Count).Where(sequence => winners[sequence] == name), told.Where(each => each.Outcome is AppendOutcome.Appended).Select(each => each.Sequence));
            Assert.All(told, each => Assert.True(each.Outcome is AppendOutcome.Appended or AppendOutcome.Stale));
        }

        // Every append was preceded by an intent, and each is a change of its own.
        Assert.Equal(outcomes.Sum(told => told.Count) + winners.Count, session.Head.Version);
        Assert.Equal(winners.Count, session.Intents.Count(intent => intent.End is IntentEnd.Committed));
        TestContext.Current.SendDiagnosticMessage($"{appends} contended appends, {winners.Count} turns");
    }

    private static async Task<List<(int Sequence, AppendOutcome Outcome)>> WriteAsync(IJournal journal, string name, int appends)
    {
        var told = new List<(int, AppendOutcome)>();
        var session = (await journal.LoadAsync("a", Token))!;
        for (var attempt = 0; attempt < appends; attempt++)
        {
            session = (await journal.RefreshAsync(session, Token))!;
            var turn = session.Trajectory.Restore(session.Trajectory.Active, HandMade.Second with { FinishReason = name }).Active!;
            var intent = Intents.Of($"{name}-{attempt}");
            Assert.IsType<BeginOutcome.Begun>(await journal.BeginAsync("a", intent, Token));
            told.Add((turn.Sequence, await journal.AppendAsync("a", turn, session.Head.Fence, intent, Token)));
        }

        return told;
    }
}
