using System.Text;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Core.Verification;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Sessions;
using Tito.Tests.Unit.Splicing;
using Tito.Tests.Unit.Turns.Scripts;

namespace Tito.Tests.Unit.Turns;

/// <summary>
/// A family writes a user's text without white space at its ends, and a client trims it. So what it asks anew is a retry of what it asked
/// before, wherever that is told.
/// </summary>
public sealed class MatchersOfTheFamilyTests
{
    private static readonly SessionModel Trimming = SessionModel.Load(
        ScriptModels.Of(ScriptFamily.Closing).Family with { MessageForm = new() { TrimmedRoles = [Role.User] } }, SpliceModel.Assets(), null);

    private readonly OneSession _session = new() { Model = Trimming };

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LeftBehind_OfARetryThatTheFamilyWritesAlike_IsSaidToBeOneEverywhere()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Linear, MaxRollback = 1 });
        await TakeAsync("first", Chat.User("u "));
        var taken = await TakeAsync("second", Chat.User("u"), Chat.User("v"));
        var replayed = await TakeAsync("second", Chat.User("u"), Chat.User("v"));

        var finder = new TurnFinder(_session.Journal, _session.Journal, Trimming, _session.Clock);
        var found = Assert.IsType<TurnState.Taken>(await finder.RunAsync(Trees.Id, "second", Ends));
        var viewer = new SessionViewer(_session.Journal, Trimming, _session.Clock);
        var viewed = await viewer.RunAsync(Trees.Id, Ends);
        var proved = await new SessionProver(_session.Journal, Trimming, _session.Clock).RunAsync(Trees.Id, Ends);
        var inspected = Assert.IsType<InspectOutcome.Shown>(
            await new SessionInspector(_session.Journal, viewer, Trimming, _session.Clock).RunAsync(Trees.Id, null, 0, null, Ends));

        Assert.True(replayed.IsReplay);
        Assert.All(
            [
                taken.LeftBehind, replayed.LeftBehind, found.Outcome.LeftBehind, viewed!.Status.LeftBehind, proved!.Status.LeftBehind,
                inspected.Inspection.Status.LeftBehind,
            ],
            left => Assert.Equal([(LeavingReason.Retry, 1)], left.Reasons));
    }

    /// <summary>The root that a request with an earlier answer of its own begins is a fork of what was asked alike.</summary>
    [Fact]
    public async Task Fork_OfARootThatTheFamilyWritesAlike_IsTold()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Tree });
        await TakeAsync("first", Chat.User("u "));

        Assert.Equal([0], (await TakeAsync("second", Chat.User("u"), Chat.User("v"))).Fork!.Turns.Select(turn => turn.Sequence));
    }

    /// <summary>A session of another model is read as if nothing were known of its template.</summary>
    [Fact]
    public async Task Status_OfASessionOfAnotherModel_ComparesWhateverATemplateMayPrint()
    {
        await _session.OpenAsync(new() { Policy = SessionPolicy.Linear, MaxRollback = 1 });
        await TakeAsync("first", Chat.User("u "));
        await TakeAsync("second", Chat.User("u"), Chat.User("v"));

        var viewed = await new SessionViewer(_session.Journal, ScriptModels.Of(ScriptFamily.Opening), _session.Clock).RunAsync(Trees.Id, Ends);

        Assert.Equal([(LeavingReason.NewConversation, 1)], viewed!.Status.LeftBehind.Reasons);
    }

    private async Task<TurnOutcome.Committed> TakeAsync(string key, params ChatMessage[] messages) =>
        Assert.IsType<TurnOutcome.Committed>(await _session.Taker(new RecordedRequests()).RunAsync(
            Trees.Id,
            OneSession.Request() with { Messages = messages, Digest = Digest.Of(Encoding.UTF8.GetBytes(key)) },
            new("attempt", key, IsRetry: false),
            null,
            Ends));
}
