using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps of requests that wait to be taken.</summary>
public abstract class ParkedContract : RefreshContract
{
    private static readonly ParkedFailure Failure = new("engine_error", "no ü \"'", "messages[1]") { EngineStatus = 418, EngineCode = "teapot", MessageIndex = 1 };

    [Fact]
    public async Task ParkAsync_OfARequest_KeepsEachOfItsFieldsAndMarksTheKey()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var before = (await Journal.LoadAsync("a", Token))!;

        Assert.IsType<ParkOutcome.Parked>(await Journal.ParkAsync("a", Parked.Of("k/1?%"), "attempt", Annotation.None, Token));

        Assert.Equal(Parked.Of("k/1?%"), await Journal.FindParkedAsync("a", "k/1?%", Token));
        Assert.Null(await Journal.FindParkedAsync("a", "other", Token));
        Assert.Null(await Journal.FindParkedAsync("b", "k/1?%", Token));
        Assert.Equal([new("a", "k/1?%")], await Journal.ListParkedAsync(Token).ToListAsync(Token));
        var session = (await Journal.RefreshAsync(before, Token))!;
        var intent = Assert.Single(session.Intents);
        Assert.Equal((true, Parked.Of("k").RequestDigest, new IntentEnd.Failed(IntentFailure.Parked)), (intent.IsParked, intent.RequestDigest, intent.End));
        Assert.True(intent.IsPending(DateTimeOffset.MaxValue));
        Assert.Equal((before.Head.Version + 1, Parked.At, 0), (session.Head.Version, session.Head.LastUsedAt, session.Head.OpenIntents));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task ParkAsync_OfABodyThatIsTooLongForARow_GivesItsBytesAgain()
    {
        var body = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(body);
        await Journal.CreateAsync(Heads.Of("a"), Token);

        await Journal.ParkAsync("a", Parked.Of("k", body), "attempt", Annotation.None, Token);
        Assert.Equal(body, (await Journal.FindParkedAsync("a", "k", Token))!.Body.ToArray());
        await AssertWholeAsync();

        await Journal.FailParkedAsync(Heads.Of("a"), Parked.Of("k", body), Failure, Parked.At, Token);
        Assert.True((await Journal.FindParkedAsync("a", "k", Token))!.Body.IsEmpty);
        Assert.Equal(0, await Journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Token));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task ParkAsync_OfAKeyThatIsTaken_SaysByWhatAndStoresNothing()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        var known = (await Journal.LoadAsync("a", Token))!;

        Assert.IsType<ParkOutcome.AlreadyParked>(await Journal.ParkAsync("a", Parked.Of("k") with { ParkedAt = Parked.At.AddHours(1) }, "second", Annotation.None, Token));
        Assert.Equal(Parked.Of("k").RequestDigest, Assert.IsType<ParkOutcome.KeyReused>(await Journal.ParkAsync("a", Parked.Of("k", "another"), "second", Annotation.None, Token)).Holder.RequestDigest);
        Assert.Equal(new ParkOutcome.Taken(0), await Journal.ParkAsync("a", Parked.Of("turn 0"), "second", Annotation.None, Token));
        Assert.IsType<ParkOutcome.KeyReused>(await Journal.ParkAsync("a", Parked.Of("turn 0", "another"), "second", Annotation.None, Token));

        Assert.Same(known, await Journal.RefreshAsync(known, Token));
        Assert.Equal(Parked.Of("k"), await Journal.FindParkedAsync("a", "k", Token));
    }

    [Fact]
    public async Task ParkAsync_InNoSessionOrAClosedOne_IsRefused()
    {
        Assert.IsType<ParkOutcome.Gone>(await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token));
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.CloseAsync("a", Parked.At, Token);

        Assert.IsType<ParkOutcome.Closed>(await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token));
        Assert.Null(await Journal.FindParkedAsync("a", "k", Token));
        Assert.Empty(await Journal.ListParkedAsync(Token).ToListAsync(Token));
    }

    [Fact]
    public async Task BeginAsync_OfAParkedKey_TakesItOverAndStaysParkedUntilTheTurnIsThere()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token);
        var intent = Intents.Of("k") with { RequestDigest = Parked.Of("k").RequestDigest, Echo = new("openai-chat", "\"m\"") };

        Assert.IsType<BeginOutcome.Begun>(await Journal.BeginAsync("a", intent, Token));
        await Journal.EndAsync("a", intent, IntentFailure.EngineUnreachable, Token);
        Assert.True(Assert.Single((await Journal.LoadAsync("a", Token))!.Intents).IsParked);
        await Journal.BeginAsync("a", intent with { AttemptId = "again" }, Token);
        await Journal.AppendAsync("a", Two().Turns[0], intent with { AttemptId = "again" }, Token);
        await AssertWholeAsync();
        await Journal.FailParkedAsync(Heads.Of("a"), Parked.Of("k"), Failure, Parked.At, Token);
        Assert.True((await Journal.FindParkedAsync("a", "k", Token))!.IsWaiting);

        await Journal.FinishParkedAsync(Heads.Of("a"), Parked.Of("k"), keepsBody: false, Parked.At, Token);

        Assert.Null(await Journal.FindParkedAsync("a", "k", Token));
        Assert.Empty(await Journal.ListParkedAsync(Token).ToListAsync(Token));
        var taken = Assert.Single((await Journal.LoadAsync("a", Token))!.Intents);
        Assert.Equal((new IntentEnd.Committed(0), false, intent.Echo), (taken.End, taken.IsParked, taken.Echo));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task FinishParkedAsync_WhereTheAnswerNeedsTheBody_KeepsItAndWaitsNoMore()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token);
        await Journal.FinishParkedAsync(Heads.Of("a"), Parked.Of("k"), keepsBody: true, Parked.At, Token);
        Assert.True((await Journal.FindParkedAsync("a", "k", Token))!.IsWaiting);

        var intent = Intents.Of("k") with { RequestDigest = Parked.Of("k").RequestDigest };
        await Journal.BeginAsync("a", intent, Token);
        await Journal.AppendAsync("a", Two().Turns[0], intent, Token);
        await Journal.FinishParkedAsync(Heads.Of("a"), Parked.Of("k"), keepsBody: true, Parked.At, Token);

        Assert.Equal(Parked.Of("k") with { EndedAt = Parked.At }, await Journal.FindParkedAsync("a", "k", Token));
        Assert.Empty(await Journal.ListParkedAsync(Token).ToListAsync(Token));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task FailParkedAsync_OfWhatWaits_KeepsTheFailureAndLetsItBeParkedAnew()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", Annotation.None, Token);

        await Journal.FailParkedAsync(Heads.Of("a"), Parked.Of("k"), Failure, Parked.At.AddHours(1), Token);
        await Journal.FailParkedAsync(Heads.Of("a"), Parked.Of("k"), new("other", "later"), Parked.At.AddHours(2), Token);

        var failed = (await Journal.FindParkedAsync("a", "k", Token))!;
        Assert.Equal(Parked.Of("k") with { Body = default, EndedAt = Parked.At.AddHours(1), Failure = Failure }, failed);
        Assert.Empty(await Journal.ListParkedAsync(Token).ToListAsync(Token));
        Assert.False(Assert.Single((await Journal.LoadAsync("a", Token))!.Intents).IsPending(Parked.At));
        await AssertWholeAsync();

        Assert.IsType<ParkOutcome.Parked>(await Journal.ParkAsync("a", Parked.Of("k"), "second", Annotation.None, Token));
        Assert.Equal(Parked.Of("k"), await Journal.FindParkedAsync("a", "k", Token));
        Assert.Equal([new("a", "k")], await Journal.ListParkedAsync(Token).ToListAsync(Token));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task ParkAsync_OfAKeyThatIsUnderWay_LeavesTheAttemptItsKey()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var intent = Intents.Of("k") with { RequestDigest = Parked.Of("k").RequestDigest };
        await Journal.BeginAsync("a", intent, Token);

        Assert.IsType<ParkOutcome.Parked>(await Journal.ParkAsync("a", Parked.Of("k"), "second", Annotation.None, Token));

        Assert.IsType<AppendOutcome.Appended>(await Journal.AppendAsync("a", Two().Turns[0], intent, Token));
        Assert.Equal(0, (await Journal.LoadAsync("a", Token))!.Head.OpenIntents);
        await AssertWholeAsync();
    }

    [Fact]
    public async Task DeleteAsync_OfASession_TakesWhatItParked()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var version = (await Journal.FindHeadAsync("a", Token))!.Version;
        await Journal.ParkAsync("a", Parked.Of("k", new byte[1024 * 1024]), "attempt", Annotation.None, Token);

        Assert.False(await Journal.DeleteAsync("a", version, Token));
        Assert.True(await Journal.DeleteAsync("a", null, Token));

        Assert.Null(await Journal.FindParkedAsync("a", "k", Token));
        Assert.Empty(await Journal.ListParkedAsync(Token).ToListAsync(Token));
        await Journal.CreateAsync(Heads.Of("a"), Token);
        Assert.Null(await Journal.FindParkedAsync("a", "k", Token));
        await Journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Token);
        Assert.Equal(0, await Journal.CollectGarbageAsync(DateTimeOffset.MaxValue, Token));
    }

    [Fact]
    public async Task ParkAsync_ByManyAtOnce_ParksEachKeyOnce()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            () => Journal.ParkAsync("a", Parked.Of($"k{i % 3}"), $"attempt {i}", Token).AsTask(), Token)));

        Assert.Equal(3, outcomes.Count(outcome => outcome is ParkOutcome.Parked));
        Assert.Equal(9, outcomes.Count(outcome => outcome is ParkOutcome.AlreadyParked));
        Assert.Equal(["k0", "k1", "k2"], (await Journal.ListParkedAsync(Token).ToListAsync(Token)).Select(name => name.Key).Order(StringComparer.Ordinal));
        await AssertWholeAsync();
    }

    private async Task AssertWholeAsync() => Assert.Empty(RowVerifier.Verify((await Journal.ReadRowsAsync("a", Token))!, HandMade.Genesis).Disagreements);
}
