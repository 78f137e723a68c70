using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>Two writers who want every turn of one session; <c>TITO_CONTENDED_APPENDS</c> says how many appends they try, 200 without it.</summary>
public sealed class AzureContentionTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task AppendAsync_WhenTwoWritersWantEverySequence_HasOneWinnerForEachAndTellsTheOther()
    {
        var appends = int.TryParse(Environment.GetEnvironmentVariable("TITO_CONTENDED_APPENDS"), CultureInfo.InvariantCulture, out var given) ? given : 200;
        AzureJournal[] journals = [await account.OpenAsync(_name, Ends), await account.OpenAsync(_name, Ends)];
        await journals[0].CreateAsync(Heads.Of("a"), Ends);

        var outcomes = await Task.WhenAll(WriteAsync(journals[0], "one", appends / 2), WriteAsync(journals[1], "two", appends / 2));

        var session = (await journals[0].LoadAsync("a", Ends))!;
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

    private static async Task<List<(int Sequence, AppendOutcome Outcome)>> WriteAsync(AzureJournal journal, string name, int appends)
    {
        var told = new List<(int, AppendOutcome)>();
        var session = (await journal.LoadAsync("a", Ends))!;
        for (var attempt = 0; attempt < appends; attempt++)
        {
            session = (await journal.RefreshAsync(session, Ends))!;
            var turn = session.Trajectory.Append(session.Trajectory.Active, HandMade.Second with { FinishReason = name }).Active!;
            var intent = Intents.Of($"{name}-{attempt}");
            Assert.IsType<BeginOutcome.Begun>(await journal.BeginAsync("a", intent, Ends));
            told.Add((turn.Sequence, await journal.AppendAsync("a", turn, intent, Ends)));
        }

        return told;
    }
}
