using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps of an attempt that another one overtook, and of one whose session is another by now.</summary>
public abstract class OvertakenContract : IntentContract
{
    private static readonly TurnIntent Intent = Intents.Of("k");
    private static readonly TurnIntent Second =
        Intent with { AttemptId = "k-2", StartedAt = Intent.ExpiresAt, ExpiresAt = Intent.ExpiresAt.AddMinutes(10) };

    private static readonly AbortedCompletion Sampled = new(
        3, TokenSegment.Sampled([7, 8, 9], [-1f, -2f, -3f]), "v1", Intent.StartedAt.AddMilliseconds(1));

    /// <summary>What an attempt had sampled stays with whoever has its key, once, and ends nothing.</summary>
    [Theory]
    [InlineData("under way")]
    [InlineData("committed")]
    [InlineData("lost")]
    public async Task EndAsync_OfAnOvertakenAttempt_KeepsWhatItSampledWithTheIntentThatIsThere(string holder)
    {
        Assert.True(await Journal.CreateAsync(Heads.Of("a"), Token));
        await Journal.BeginAsync("a", Intent, Token);
        if (holder == "lost")
        {
            await Journal.EndAsync("a", Intent, IntentFailure.Lost, Token);
        }
        else
        {
            await Journal.BeginAsync("a", Second, Token);
        }

        if (holder == "committed")
        {
            await Journal.AppendAsync("a", Two().Turns[0], Second, Token);
        }

        var before = (await Journal.LoadAsync("a", Token))!;
        for (var times = 0; times < 2; times++)
        {
            await Journal.EndAsync(before.Head, Intent, IntentFailure.Abandoned, Sampled, Token);
        }

        var after = (await Journal.LoadAsync("a", Token))!;
        var (was, kept) = (Assert.Single(before.Intents), Assert.Single(after.Intents));
        Assert.Equal(Sampled.Completion!.Ids, Assert.Single(kept.Aborted.Items).Completion!.Ids);
        Assert.Equal(was, kept with { Aborted = was.Aborted });
        Assert.Equal(before.Head with { Version = before.Head.Version + 1 }, after.Head);
    }

    /// <summary>The tokens of an attempt's own turn are in the session already.</summary>
    [Fact]
    public async Task EndAsync_OfAnAttemptThatBecameATurn_KeepsNothing()
    {
        Assert.True(await Journal.CreateAsync(Heads.Of("a"), Token));
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.AppendAsync("a", Two().Turns[0], Intent, Token);

        await Journal.EndAsync(Heads.Of("a"), Intent, IntentFailure.JournalUnavailable, Sampled, Token);

        Assert.Equal([Intent with { End = new IntentEnd.Committed(0) }], (await Journal.LoadAsync("a", Token))!.Intents);
    }

    /// <summary>The session was deleted and another one opened under its id: nothing that belongs to the old one gets there.</summary>
    [Fact]
    public async Task Changes_OfASessionThatWasReplaced_AreGoneAndStoreNothing()
    {
        var old = Heads.Of("a");
        Assert.True(await Journal.CreateAsync(old with { CreatedAt = old.CreatedAt.AddTicks(1) }, Token));

        Assert.IsType<BeginOutcome.Gone>(await Journal.BeginAsync(old, Intent, Token));
        await Journal.BeginAsync("a", Intent, Token);
        Assert.IsType<AppendOutcome.Gone>(await Journal.AppendAsync(old, Two().Turns[0], Intent, Token));
        await Journal.EndAsync(old, Intent, IntentFailure.Abandoned, Sampled, Token);

        Assert.Equal([Intent], (await Journal.LoadAsync("a", Token))!.Intents);
        Assert.Empty((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
        Assert.IsType<BeginOutcome.Gone>(await Journal.BeginAsync(old with { SessionId = "b" }, Intent, Token));
        Assert.IsType<AppendOutcome.Gone>(await Journal.AppendAsync(old with { SessionId = "b" }, Two().Turns[0], Intent, Token));
    }
}
