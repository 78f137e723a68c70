using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps about turns that are with an engine.</summary>
public abstract class IntentContract : JournalContract
{
    private static readonly TurnIntent Intent = Intents.Of("k");

    [Fact]
    public async Task BeginAsync_OfANewKey_StoresEveryField()
    {
        await OpenAsync();
        var generated = Intents.Of("g") with { IsGenerated = true, Parent = 3, TurnCount = 7, StartedAt = Intents.Start.AddTicks(1), Line = new("L", "M", LineKind.Compaction) };

        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", Intent, Token));
        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", generated, Token));

        Assert.Equal([Intent, generated], await LoadAsync());
    }

    [Fact]
    public async Task BeginAsync_WhenAnotherAttemptIsUnderWay_IsHeldAndStoresNothing()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        var second = Later(Intent.ExpiresAt.AddTicks(-1));

        Assert.Equal(new BeginOutcome.Held(Intent), await Journal.BeginAsync("a", second, Token));
        Assert.Equal([Intent], await LoadAsync());
    }

    [Fact]
    public async Task BeginAsync_AgainByTheSameAttempt_IsBegunAndChangesNothing()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);

        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", Intent, Token));
        Assert.Equal((1L, 1), ((await Journal.LoadAsync("a", Token))!.Head.Version, (await Journal.LoadAsync("a", Token))!.Head.OpenIntents));
    }

    [Fact]
    public async Task BeginAsync_WhenTheAttemptBeforeExpired_TakesTheKeyOver()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        var second = Later(Intent.ExpiresAt);

        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", second, Token));
        Assert.Equal([second], await LoadAsync());
    }

    [Fact]
    public async Task BeginAsync_WhenTheAttemptBeforeFailed_TakesTheKeyOver()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.EndAsync("a", Intent, IntentFailure.EngineTimeout, Token);
        Assert.Equal([Intent with { End = new IntentEnd.Failed(IntentFailure.EngineTimeout) }], await LoadAsync());
        var second = Later(Intent.StartedAt);

        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", second, Token));
        Assert.Equal([second], await LoadAsync());
    }

    /// <summary>A key stands for one request: another body waits for no end of the attempt that has it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeginAsync_OfAnotherBody_IsHeldWhateverBecameOfTheAttemptBefore(bool hasFailed)
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        if (hasFailed)
        {
            await Journal.EndAsync("a", Intent, IntentFailure.EngineTimeout, Token);
        }

        var stored = Assert.Single(await LoadAsync());

        Assert.Equal(
            new BeginOutcome.Held(stored),
            await Journal.BeginAsync("a", Later(Intent.ExpiresAt) with { RequestDigest = Digest.Of("other"u8) }, Token));
        Assert.Equal([stored], await LoadAsync());
    }

    /// <summary>What engines sampled and gave up outlives the attempts that follow under the key, and is no part of a turn.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(30_000)]
    public async Task EndAsync_WithWhatAnEngineGaveUp_KeepsItThroughLaterAttemptsAndTheTurn(int tokenCount)
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        var first = Aborted(tokenCount, "v1");
        await Journal.EndAsync(Heads.Of("a"), Intent, IntentFailure.EngineAborted, first, Token);
        var second = Later(Intent.StartedAt);
        await Journal.BeginAsync("a", second, Token);
        await Journal.EndAsync(Heads.Of("a"), second, IntentFailure.EngineAborted, Aborted(1, null), Token);
        var third = second with { AttemptId = "third" };
        await Journal.BeginAsync("a", third, Token);
        await Journal.AppendAsync("a", Two().Turns[0], third, Token);

        var kept = Assert.Single(await LoadAsync());

        Assert.Equal(new IntentEnd.Committed(0), kept.End);
        Assert.Equal([(tokenCount, "v1"), (1, null)], kept.Aborted.Items.Select(item => (item.TokenCount, item.WeightVersion)));
        Assert.Equal(first.Completion!.Ids, kept.Aborted.Items[0].Completion!.Ids);
        Assert.Equal(first.Completion.Logprobs, kept.Aborted.Items[0].Completion!.Logprobs);
        Assert.Equal(first.EndedAt, kept.Aborted.Items[0].EndedAt);
    }

    private static AbortedCompletion Aborted(int tokenCount, string? weightVersion) => new(
        tokenCount,
        TokenSegment.Sampled([.. Enumerable.Range(7, tokenCount)], [.. Enumerable.Range(1, tokenCount).Select(i => -i / 7f)]),
        weightVersion,
        Intent.StartedAt.AddMilliseconds(1));

    [Fact]
    public async Task BeginAsync_WhenTheKeyBecameATurn_IsHeldForever()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.AppendAsync("a", Two().Turns[0], Intent, Token);
        var committed = Intent with { End = new IntentEnd.Committed(0) };

        Assert.Equal([committed], await LoadAsync());
        Assert.Equal(new BeginOutcome.Held(committed), await Journal.BeginAsync("a", Later(Intent.ExpiresAt.AddYears(1)), Token));
    }

    [Fact]
    public async Task BeginAsync_WhenThereIsNoSession_IsGone() =>
        Assert.IsType<BeginOutcome.Gone>(await Journal.BeginAsync("a", Intent, Token));

    [Fact]
    public async Task AppendAsync_WhenAnotherAttemptTookTheKeyOver_IsOvertakenAndStoresNothing()
    {
        await OpenAsync();
        var second = Later(Intent.ExpiresAt);
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.BeginAsync("a", second, Token);

        Assert.IsType<AppendOutcome.Overtaken>(await Journal.AppendAsync("a", Two().Turns[0], Intent, Token));
        Assert.Equal([second], await LoadAsync());
        Assert.Empty((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
        Assert.IsType<AppendOutcome.Appended>(await Journal.AppendAsync("a", Two().Turns[0], second, Token));
    }

    [Fact]
    public async Task AppendAsync_WhenWhoTookTheKeyOverStoredTheTurn_IsOvertakenAndNotStale()
    {
        await OpenAsync();
        var second = Later(Intent.ExpiresAt);
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.BeginAsync("a", second, Token);
        await Journal.AppendAsync("a", Two().Turns[0], second, Token);

        Assert.IsType<AppendOutcome.Overtaken>(await Journal.AppendAsync("a", Two().Turns[0], Intent, Token));
        Assert.Single((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
    }

    [Fact]
    public async Task AppendAsync_AgainUnderOneAttempt_IsAlreadyAppendedAndStoresNothing()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.AppendAsync("a", Two().Turns[0], Intent, Token);

        Assert.Equal(new AppendOutcome.AlreadyAppended(0), await Journal.AppendAsync("a", Two().Turns[0], Intent, Token));
        Assert.Equal(new AppendOutcome.AlreadyAppended(0), await Journal.AppendAsync("a", Two().Turns[1], Intent, Token));
        Assert.Equal((1, 2L), ((await Journal.LoadAsync("a", Token))!.Head.TurnCount, (await Journal.LoadAsync("a", Token))!.Head.Version));
        Assert.Single((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
    }

    [Fact]
    public async Task AppendAsync_WhenTheFenceMoved_LeavesTheIntentOpen()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);

        Assert.Equal(new AppendOutcome.Stale(new(1, 0)), await Journal.AppendAsync("a", Two().Turns[0], Intent, Token));
        Assert.Contains(Intent, await LoadAsync());
    }

    [Fact]
    public async Task EndAsync_OfAnotherAttemptOrAnEndedOne_ChangesNothing()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.EndAsync("a", Later(Intent.StartedAt), IntentFailure.Abandoned, Token);
        Assert.Equal([Intent], await LoadAsync());

        await Journal.AppendAsync("a", Two().Turns[0], Intent, Token);
        await Journal.EndAsync("a", Intent, IntentFailure.Abandoned, Token);
        await Journal.EndAsync("b", Intent, IntentFailure.Abandoned, Token);

        Assert.Equal([Intent with { End = new IntentEnd.Committed(0) }], await LoadAsync());
    }

    [Fact]
    public async Task LoadAsync_OfIntents_OrdersThemByTheirStart()
    {
        await OpenAsync();
        TurnIntent[] stored = [Later(Intents.Start) with { Key = "z" }, Later(Intents.Start.AddHours(1)) with { Key = "m" }, Later(Intents.Start.AddHours(2)) with { Key = "a" }];
        foreach (var intent in stored.Reverse())
        {
            await Journal.BeginAsync("a", intent, Token);
        }

        Assert.Equal(stored, await LoadAsync());
    }

    [Fact]
    public async Task LoadAsync_OfIntentsOfOneInstant_OrdersThemByTheirKey()
    {
        await OpenAsync();
        TurnIntent[] stored = [Intents.Of("B"), Intents.Of("a"), Intents.Of("b")];
        foreach (var intent in stored.Reverse())
        {
            await Journal.BeginAsync("a", intent, Token);
        }

        Assert.Equal(stored, await LoadAsync());
    }

    [Fact]
    public async Task DeleteAsync_RemovesTheIntentsToo()
    {
        await OpenAsync();
        await Journal.BeginAsync("a", Intent, Token);
        await Journal.DeleteAsync("a", null, Token);
        await OpenAsync();

        Assert.Empty(await LoadAsync());
    }

    private static TurnIntent Later(DateTimeOffset start) => Intent with { AttemptId = "k-2", StartedAt = start, ExpiresAt = start.AddMinutes(10) };

    private async Task OpenAsync() => Assert.True(await Journal.CreateAsync(Heads.Of("a"), Token));

    private async Task<TurnIntent[]> LoadAsync() => [.. (await Journal.LoadAsync("a", Token))!.Intents];
}
