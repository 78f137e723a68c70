using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps; a class for each adapter runs it.</summary>
public abstract class JournalContract
{
    protected abstract IJournal Journal { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_Twice_StoresTheFirstAndRefusesTheSecond()
    {
        Assert.True(await Journal.CreateAsync(Heads.Of("a"), Token));
        Assert.False(await Journal.CreateAsync(Heads.Of("a") with { Family = "other" }, Token));

        Assert.Equal(Heads.Of("a"), (await Journal.LoadAsync("a", Token))!.Head);
    }

    [Fact]
    public async Task LoadAsync_OfANewSession_HasNoTurns()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var session = await Journal.LoadAsync("a", Token);

        Assert.Empty(session!.Trajectory.Turns);
        Assert.Equal(HandMade.Genesis, session.Trajectory.Tip);
    }

    [Fact]
    public async Task LoadAsync_WhenThereIsNone_IsNull() => Assert.Null(await Journal.LoadAsync("a", Token));

    [Fact]
    public async Task AppendAsync_OfTwoTurns_GivesBackEveryFieldOnLoad()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var stored = Two();
        Assert.IsType<AppendOutcome.Appended>(await Journal.StoreAsync("a", stored.Turns[0], Token));
        Assert.IsType<AppendOutcome.Appended>(await Journal.StoreAsync("a", stored.Turns[1], Token));

        var loaded = (await Journal.LoadAsync("a", Token))!;
        Assert.Equal(Heads.Of("a") with { TurnCount = 2, Version = 4, Tip = stored.Tip, Active = 1, LastUsedAt = Intents.Start, IntentCount = 2 }, loaded.Head);
        Assert.Equal(stored.Tip, loaded.Trajectory.Tip);
        Assert.All(stored.Turns.Zip(loaded.Trajectory.Turns), pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public async Task ReadShapeAsync_OfASession_HasPlaceAndSizeOfEachTurn()
    {
        Assert.Null(await Journal.ReadShapeAsync("a", Token));
        await Journal.CreateAsync(Heads.Of("a"), Token);
        Assert.Empty((await Journal.ReadShapeAsync("a", Token))!.Value);
        var stored = Two().Restore(null, HandMade.First);
        foreach (var turn in stored.Turns)
        {
            Assert.IsType<AppendOutcome.Appended>(await Journal.StoreAsync("a", turn, Token));
        }

        Assert.Equal([new(0, -1, 2), new(1, 0, 1), new(2, -1, 2)], (await Journal.ReadShapeAsync("a", Token))!.Value);
    }

    [Fact]
    public async Task AppendAsync_OfATurnWithRoutedExperts_GivesThemBack()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var stored = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { RoutedExperts = new(0, 2, 1, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }) });
        await Journal.StoreAsync("a", stored.Turns[0], Token);

        var loaded = (await Journal.LoadAsync("a", Token))!.Trajectory.Active!.Content.RoutedExperts!;
        Assert.Equal((0, 2, 1), (loaded.StartRow, loaded.Layers, loaded.TopK));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], loaded.Bytes.ToArray());
    }

    [Fact]
    public async Task AppendAsync_OfATurnThatReplacesATokenOfItsParent_GivesBackTheSameBuffers()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        var stored = one.Restore(one.Active, HandMade.Second with { ReplacedCount = 1 });
        await Journal.StoreAsync("a", stored.Turns[0], Token);
        await Journal.StoreAsync("a", stored.Turns[1], Token);

        var loaded = (await Journal.LoadAsync("a", Token))!.Trajectory;
        Assert.Equal([1, 2, 3, 4, 198, 6, 7, 8], loaded.Active!.Tokens.ToIds());
        Assert.Equal([1, 2, 3, 4, 5], loaded.Active.Parent!.Tokens.ToIds());
        Assert.Equal(stored.Tip, loaded.Tip);
    }

    [Fact]
    public async Task AppendAsync_WhenTheFenceMoved_IsStaleAndStoresNothing()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var stored = Two();
        await Journal.StoreAsync("a", stored.Turns[0], Token);

        Assert.Equal(new AppendOutcome.Stale(new(1, 0)), await Journal.StoreAsync("a", stored.Turns[0], Token, "other"));
        Assert.Equal(stored.Turns[0].Digest, (await Journal.LoadAsync("a", Token))!.Trajectory.Tip);
    }

    [Fact]
    public async Task AppendAsync_WhenTheTurnIsAheadOfTheFence_IsStaleAndStoresNothing()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);

        Assert.Equal(new AppendOutcome.Stale(new(0, null)), await Journal.StoreAsync("a", Two().Turns[1], Token));
        Assert.Empty((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
    }

    [Fact]
    public async Task AppendAsync_AfterARollback_KeepsEveryBranch()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var two = Two();
        var branched = two.Restore(two.Turns[0], HandMade.Second with { FinishReason = "stop" });
        var rooted = branched.Restore(null, HandMade.First);
        foreach (var turn in rooted.Turns)
        {
            await Journal.StoreAsync("a", turn, Token);
        }

        var loaded = (await Journal.LoadAsync("a", Token))!.Trajectory;
        Assert.Equal([null, 0, 0, null], loaded.Turns.Select(turn => turn.Parent?.Sequence));
        Assert.Equal(rooted.Turns.Select(turn => turn.Digest), loaded.Turns.Select(turn => turn.Digest));
    }

    [Fact]
    public async Task AppendAsync_WhenThereIsNoSession_IsGone() =>
        Assert.IsType<AppendOutcome.Gone>(await Journal.StoreAsync("a", Two().Turns[0], Token));

    [Fact]
    public async Task DeleteAsync_RemovesTheSessionWithItsTurnsAndNoOther()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.CreateAsync(Heads.Of("b"), Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        await Journal.StoreAsync("b", Two().Turns[0], Token);

        Assert.True(await Journal.DeleteAsync("a", null, Token));
        Assert.False(await Journal.DeleteAsync("a", null, Token));
        Assert.Null(await Journal.LoadAsync("a", Token));
        Assert.IsType<AppendOutcome.Gone>(await Journal.StoreAsync("a", Two().Turns[1], Token));
        Assert.Single((await Journal.LoadAsync("b", Token))!.Trajectory.Turns);
    }

    [Fact]
    public async Task CreateAsync_AfterADelete_StartsEmpty()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        await Journal.DeleteAsync("a", null, Token);

        Assert.True(await Journal.CreateAsync(Heads.Of("a"), Token));
        Assert.Empty((await Journal.LoadAsync("a", Token))!.Trajectory.Turns);
    }

    protected static Trajectory Two()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        return one.Restore(one.Active, HandMade.Second);
    }

    private static void AssertSame(Turn expected, Turn actual)
    {
        Assert.Equal(expected.Parent?.Sequence, actual.Parent?.Sequence);
        Assert.Equal(expected.Digest, actual.Digest);
        Assert.Equal(expected.Messages.Select(message => message.Json.GetRawText()), actual.Messages.Select(message => message.Json.GetRawText()));
        Assert.Equal(expected.Content.Appended.Length, actual.Content.Appended.Length);
        Assert.Equal(expected.Content.FinishReason, actual.Content.FinishReason);
        foreach (var (left, right) in expected.Tokens.Segments.Zip(actual.Tokens.Segments))
        {
            Assert.Equal((left.Origin, string.Join(' ', left.Ids)), (right.Origin, string.Join(' ', right.Ids)));
            Assert.Equal(left.Logprobs.Select(BitConverter.SingleToInt32Bits), right.Logprobs.Select(BitConverter.SingleToInt32Bits));
        }

        var (stored, loaded) = (expected.Content.Exchange, actual.Content.Exchange);
        Assert.Equal(stored with { Request = default, Response = default }, loaded with { Request = default, Response = default });
        Assert.Equal(CanonicalJson.ToBytes(stored.Request), CanonicalJson.ToBytes(loaded.Request));
        Assert.Equal(CanonicalJson.ToBytes(stored.Response), CanonicalJson.ToBytes(loaded.Response));
    }
}
