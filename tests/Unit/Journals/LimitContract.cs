using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>What every journal does with turns at the limits of any store, and with sessions of many turns.</summary>
public abstract class LimitContract
{
    /// <summary>The longest property of a table.</summary>
    protected const int Property = 64 * 1024;

    /// <summary>The longest turn that a table's row holds itself.</summary>
    protected const int Row = 704 * 1024;

    /// <summary>What the fields of a first turn have besides its response: the sizes are those of the bytes in TurnRowCodecTests.</summary>
    protected static int Rest { get; } = (int)TurnRowCodec.Encode(LargeTurns.WithResponse(8)).ByteCount - 8;

    public static TheoryData<int> Sizes =>
    [
        Property - 1, Property, Property + 1, 2 * Property, (2 * Property) + 1,
        Row - Rest - 1, Row - Rest, Row - Rest + 1,
        (1 << 20) - 1, 1 << 20, (1 << 20) + 1,
        (4 << 20) - 1, 4 << 20, (4 << 20) + 1,
    ];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A new view of the test's one store, with limits of its own.</summary>
    protected abstract Task<IJournal> OpenAsync(JournalLimits limits);

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task AppendAsync_OfAFieldAtALimit_GivesItBack(int byteCount) => await StoreAndCompareAsync(LargeTurns.WithResponse(byteCount));

    [Theory]
    [InlineData(Property)]
    [InlineData(Property + 1)]
    [InlineData(Row / 3)]
    [InlineData(1 << 20)]
    public async Task AppendAsync_OfSeveralFieldsAtALimit_GivesThemBack(int byteCount) => await StoreAndCompareAsync(LargeTurns.WithThreeFieldsOf(byteCount));

    [Fact]
    public async Task AppendAsync_OfTenMegabytesOfRoutedExperts_GivesThemBack()
    {
        var turn = LargeTurns.WithExperts(6_800);
        Assert.True(turn.Content.RoutedExperts!.Bytes.Length > 10_000_000);

        await StoreAndCompareAsync(turn);
    }

    [Fact]
    public async Task AppendAsync_OfAMillionTokens_GivesThemBack()
    {
        System.Collections.Immutable.ImmutableArray<int> ids = [.. Enumerable.Range(0, 1 << 20)];
        var first = HandMade.First with { PromptSegments = [TokenSegment.Given(TokenOrigin.Prompt, ids)] };

        await StoreAndCompareAsync(Trajectory.Start(HandMade.Genesis).Restore(null, first).Active!);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task AppendAsync_OfATurnAtTheJournalsOwnLimit_IsToldAndStoredWholeOrNotAtAll(int over, bool fits)
    {
        var turn = LargeTurns.WithResponse(100_000);
        var byteCount = Rest + 100_000;
        var journal = await OpenAsync(new(byteCount - over));
        await journal.CreateAsync(Heads.Of("a"), Token);

        AppendOutcome expected = fits ? new AppendOutcome.Appended() : new AppendOutcome.TooLarge(byteCount, byteCount - over);
        Assert.Equal(expected, await journal.StoreAsync("a", turn, Token));

        var head = (await journal.LoadAsync("a", Token))!.Head;
        Assert.Equal(fits ? (1, 0) : (0, 1), (head.TurnCount, head.OpenIntents));
    }

    [Fact]
    public async Task LoadAsync_OfAThousandTurns_HasThemAll()
    {
        const int Turns = 1_000;
        var journal = await OpenAsync(new());
        await journal.CreateAsync(Heads.Of("a"), Token);
        var stored = Trajectory.Start(HandMade.Genesis);
        for (var turn = 0; turn < Turns; turn++)
        {
            stored = stored.Restore(stored.Active, turn == 0 ? HandMade.First : HandMade.Second);
            Assert.IsType<AppendOutcome.Appended>(await journal.StoreAsync("a", stored.Active!, Token));
        }

        var loaded = (await journal.LoadAsync("a", Token))!;
        Assert.Equal(stored.Tip, loaded.Trajectory.Tip);
        Assert.Equal((Turns, 2L * Turns), (loaded.Head.TurnCount, loaded.Head.Version));
        Assert.Equal(Turns, loaded.Intents.Count);
        Assert.True(await journal.DeleteAsync("a", null, Token));
        await AssertEmptyAsync();
    }

    /// <summary>Holds that nothing is left of any session.</summary>
    protected abstract Task AssertEmptyAsync();

    /// <summary>Stores a turn in a session <c>a</c> and reads it again.</summary>
    protected async Task StoreAndCompareAsync(Turn turn)
    {
        var journal = await OpenAsync(new());
        await journal.CreateAsync(Heads.Of("a"), Token);
        Assert.IsType<AppendOutcome.Appended>(await journal.StoreAsync("a", turn, Token));

        // The digest is over the tokens and messages, and is computed again from what came back.
        var loaded = (await (await OpenAsync(new())).LoadAsync("a", Token))!.Trajectory.Turns.Single();
        Assert.Equal(turn.Digest, loaded.Digest);
        var (expected, actual) = (TurnRowCodec.Encode(turn), TurnRowCodec.Encode(loaded));
        Assert.True(expected.Messages.Span.SequenceEqual(actual.Messages.Span));
        Assert.True(expected.PromptIds.Span.SequenceEqual(actual.PromptIds.Span));
        Assert.True(expected.Request.Span.SequenceEqual(actual.Request.Span));
        Assert.True(expected.Response.Span.SequenceEqual(actual.Response.Span));
        Assert.True(expected.RoutedExperts.Span.SequenceEqual(actual.RoutedExperts.Span));
    }
}
