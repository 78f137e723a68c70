using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal keeps of what is said for a trainer, of sessions and of turns.</summary>
public abstract class SaidContract : ParkedContract
{
    private static readonly DateTimeOffset Closing = Intents.Start.AddHours(3);
    private static readonly Labels Label = LabelsOf.One("schritt", "zwölf\u0000\n🌧️");

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.5)]
    [InlineData(0.1)]
    [InlineData(5e-324)]
    [InlineData(double.MaxValue)]
    public async Task AnnotateAsync_OfATurn_KeepsItToTheLastBitAndTheTurnsAsTheyAre(double reward)
    {
        var known = await OpenAsync();

        Assert.Equal(new Annotation(Label, reward), await Journal.AnnotateAsync("a", "turn 1", new(Label, reward), Token));

        var loaded = (await Journal.LoadAsync("a", Token))!;
        Assert.Equal([KeyValuePair.Create(1, new Annotation(Label, reward))], loaded.Annotations());
        Assert.Equal(known.Head with { Version = known.Head.Version + 1 }, loaded.Head);
        Assert.Equal(known.Trajectory.Tip, loaded.Trajectory.Tip);
        Assert.Equal(loaded.Annotations(), (await Journal.RefreshAsync(known, Token))!.Annotations());
        Assert.Empty(RowVerifier.Verify((await Journal.ReadRowsAsync("a", Token))!, loaded.Head.Genesis).Disagreements);
    }

    [Fact]
    public async Task AnnotateAsync_Again_TakesThePartsThatAreSaidLastAndKeepsTheOthersInAClosedSessionToo()
    {
        await OpenAsync();
        await Journal.AnnotateAsync("a", "turn 0", new(Label, 1), Token);
        await Journal.CloseAsync("a", Closing, Token);

        Assert.Equal(new Annotation(Label, 0.5), await Journal.AnnotateAsync("a", "turn 0", new(null, 0.5), Token));
        var last = await Journal.AnnotateAsync("a", "turn 0", new(LabelsOf.One("k", "v"), null), Token);

        Assert.Equal(new Annotation(LabelsOf.One("k", "v"), 0.5), last);
        var before = (await Journal.LoadAsync("a", Token))!;
        Assert.Equal(last, await Journal.AnnotateAsync("a", "turn 0", last!, Token));
        Assert.Same(before, await Journal.RefreshAsync(before, Token));
        Assert.Equal(last, before.Annotations()[0]);
    }

    [Fact]
    public async Task AnnotateAsync_OfWhatIsNoTurn_KeepsNothing()
    {
        var known = await OpenAsync();
        await Journal.BeginAsync("a", Intents.Of("open"), Token);

        Assert.Null(await Journal.AnnotateAsync("a", "open", new(null, 1), Token));
        Assert.Null(await Journal.AnnotateAsync("a", "none", new(null, 1), Token));
        Assert.Null(await Journal.AnnotateAsync("b", "turn 0", new(null, 1), Token));
        Assert.Equal(known.Head.Version + 1, (await Journal.FindHeadAsync("a", Token))!.Version);
    }

    [Fact]
    public async Task BeginAsync_WithSomethingSaid_KeepsItWithTheTurnThroughAnotherAttempt()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        var first = Intents.Of("turn 0") with { Said = new(Label, 1) };
        await Journal.BeginAsync("a", first, Token);
        await Journal.EndAsync("a", first, IntentFailure.EngineError, Token);
        var second = first with { AttemptId = "second", Said = new(null, 2) };
        await Journal.BeginAsync("a", second, Token);
        await Journal.AppendAsync("a", Two().Turns[0], second, Token);

        Assert.Equal(new Annotation(Label, 2), (await Journal.LoadAsync("a", Token))!.Annotations()[0]);
    }

    [Fact]
    public async Task ParkAsync_WithSomethingSaid_KeepsItForTheTurn()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", new(Label, 1), Token);
        var intent = Intents.Of("k") with { RequestDigest = Parked.Of("k").RequestDigest, StartedAt = Parked.At };
        await Journal.BeginAsync("a", intent, Token);
        await Journal.AppendAsync("a", Two().Turns[0], intent, Token);

        Assert.Equal(new Annotation(Label, 1), (await Journal.LoadAsync("a", Token))!.Annotations()[0]);
    }

    /// <summary>A retry may say more than the request that was parked; what it does not say stays, and what it repeats is no change.</summary>
    [Fact]
    public async Task ParkAsync_OfWhatIsParked_KeepsWhatTheRetrySays()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.ParkAsync("a", Parked.Of("k"), "attempt", new(Label, 1), Token);
        var before = (await Journal.FindHeadAsync("a", Token))!;

        Assert.IsType<ParkOutcome.AlreadyParked>(await Journal.ParkAsync("a", Parked.Of("k"), "second", new(null, 0.5), Token));
        Assert.IsType<ParkOutcome.AlreadyParked>(await Journal.ParkAsync("a", Parked.Of("k"), "third", new(null, 0.5), Token));

        var waiting = (await Journal.LoadAsync("a", Token))!;
        Assert.Equal(before with { Version = before.Version + 1 }, waiting.Head);
        Assert.Equal((new Annotation(Label, 0.5), "attempt"), (waiting.Intents.Single().Said, waiting.Intents.Single().AttemptId));
        Assert.Equal(Parked.Of("k"), await Journal.FindParkedAsync("a", "k", Token));
        var intent = Intents.Of("k") with { RequestDigest = Parked.Of("k").RequestDigest, StartedAt = Parked.At };
        await Journal.BeginAsync("a", intent, Token);

        // Also while it is being taken.
        await Journal.ParkAsync("a", Parked.Of("k"), "fourth", new(null, 2), Token);
        await Journal.AppendAsync("a", Two().Turns[0], intent, Token);

        Assert.Equal(new Annotation(Label, 2), (await Journal.LoadAsync("a", Token))!.Annotations()[0]);
    }

    [Fact]
    public async Task CloseAsync_WithMetadata_KeepsItOverThatOfTheOpeningAndTakesTheLast()
    {
        var opened = Heads.Of("a") with { Settings = Heads.Of("a").Settings with { Metadata = LabelsOf.One("k", "opening") }, Reward = 0.25 };
        await Journal.CreateAsync(opened, Token);
        Assert.Equal((0.25, LabelsOf.One("k", "opening")), ((await Journal.LoadAsync("a", Token))!.Head.Reward, (await Journal.FindHeadAsync("a", Token))!.Metadata));

        await Journal.CloseAsync("a", Closing, new(LabelsOf.One("m", "first"), null), Token);
        var closed = await Journal.CloseAsync("a", Closing.AddDays(1), new(LabelsOf.One("k", "close"), null), Token);

        var head = (await Journal.LoadAsync("a", Token))!.Head;
        Assert.Equal(closed, head);
        Assert.Equal((LabelsOf.One("k", "close"), LabelsOf.One("k", "close"), 0.25, Closing), (head.Metadata, head.ClosingMetadata, head.Reward, head.ClosedAt));
        Assert.Equal(opened.Settings, head.Settings);
    }

    private async Task<JournaledSession> OpenAsync()
    {
        await Journal.CreateAsync(Heads.Of("a"), Token);
        await Journal.StoreAsync("a", Two().Turns[0], Token);
        await Journal.StoreAsync("a", Two().Turns[1], Token);
        return (await Journal.LoadAsync("a", Token))!;
    }
}
