using Azure.Data.Tables;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>Turns at the limits of the service, and sessions of many turns.</summary>
public sealed class AzureLimitTests(AzureAccount account) : IAsyncLifetime
{
    private const int Property = 64 * 1024;
    private const int Row = 704 * 1024;

    // What the fields of a first turn have besides its response: the sizes are those of the bytes in TurnRowCodecTests.
    private static readonly int Rest = RestOf(TurnRowCodec.Encode(LargeTurns.WithResponse(8)));

    private readonly string _name = AzureAccount.NewName();
    private AzureJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public static TheoryData<int> Sizes =>
    [
        Property - 1, Property, Property + 1, 2 * Property, (2 * Property) + 1,
        Row - Rest - 1, Row - Rest, Row - Rest + 1,
        (1 << 20) - 1, 1 << 20, (1 << 20) + 1,
        (4 << 20) - 1, 4 << 20, (4 << 20) + 1,
    ];

    public async ValueTask InitializeAsync()
    {
        _journal = await account.OpenAsync(_name, Ends);
        await _journal.CreateAsync(Heads.Of("a"), Ends);
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task AppendAsync_OfAFieldAtALimit_GivesItBack(int byteCount) => await StoreAndCompareAsync(LargeTurns.WithResponse(byteCount));

    [Theory]
    [InlineData(Property)]
    [InlineData(Property + 1)]
    [InlineData(Row / 3)]
    [InlineData(1 << 20)]
    public async Task AppendAsync_OfSeveralFieldsAtALimit_GivesThemBack(int byteCount) => await StoreAndCompareAsync(LargeTurns.WithThreeFieldsOf(byteCount));

    [Theory]
    [InlineData(Row, 0)]
    [InlineData(Row + 1, 1)]
    public async Task AppendAsync_WhenTheFieldsDoNotFitInARow_PutsTheLongOnesIntoOneBlob(int byteCount, int blobs)
    {
        await StoreAndCompareAsync(LargeTurns.WithResponse(byteCount - Rest));

        Assert.Equal(blobs, await CountBlobsAsync());
        var row = (await account.Table(_name).GetEntityAsync<TableEntity>("a", "turn-00000000", cancellationToken: Ends)).Value;
        Assert.Equal(blobs == 0, row.ContainsKey("response_10"));
    }

    [Fact]
    public async Task AppendAsync_OfTenMegabytesOfRoutedExperts_GivesThemBack()
    {
        var turn = LargeTurns.WithExperts(6_800);
        Assert.True(turn.Content.RoutedExperts!.Bytes.Length > 10_000_000);

        await StoreAndCompareAsync(turn);
    }

    [Fact]
    public async Task AppendAsync_WhenItIsRefused_LeavesNoBlob()
    {
        var turn = LargeTurns.WithExperts(500);
        await _journal.StoreAsync("a", HandMadeTurn(), Ends);

        Assert.Equal(new AppendOutcome.Stale(new(1, 0)), await _journal.StoreAsync("a", turn, Ends, "late"));
        Assert.Equal(0, await CountBlobsAsync());
    }

    [Fact]
    public async Task DeleteAsync_OfASessionWithABlob_LeavesNoRowAndNoBlob()
    {
        await _journal.CreateAsync(Heads.Of("b"), Ends);
        await _journal.StoreAsync("a", LargeTurns.WithExperts(500), Ends);
        await _journal.StoreAsync("b", LargeTurns.WithExperts(500), Ends);

        await _journal.DeleteAsync("a", null, Ends);

        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>("PartitionKey eq 'a'", cancellationToken: Ends).ToListAsync(Ends));
        Assert.Equal(1, await CountBlobsAsync());
    }

    [Fact]
    public async Task LoadAsync_OfAThousandTurns_HasThemAll()
    {
        const int Turns = 1_000;
        var stored = Trajectory.Start(HandMade.Genesis);
        for (var turn = 0; turn < Turns; turn++)
        {
            stored = stored.Append(stored.Active, turn == 0 ? HandMade.First : HandMade.Second);
            Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync("a", stored.Active!, Ends));
        }

        var loaded = (await _journal.LoadAsync("a", Ends))!;
        Assert.Equal(stored.Tip, loaded.Trajectory.Tip);
        Assert.Equal((Turns, 2L * Turns), (loaded.Head.TurnCount, loaded.Head.Version));
        Assert.Equal(Turns, loaded.Intents.Length);
        Assert.True(await _journal.DeleteAsync("a", null, Ends));
        Assert.Empty(await account.Table(_name).QueryAsync<TableEntity>(cancellationToken: Ends).ToListAsync(Ends));
    }

    private static Turn HandMadeTurn() => Trajectory.Start(HandMade.Genesis).Append(null, HandMade.First).Active!;

    private static int RestOf(TurnRow row) => row.Messages.Length + row.PromptOrigins.Length + row.PromptIds.Length + row.CompletionIds.Length
        + row.Logprobs.Length + row.FinishReason.Length + row.Exchange.Length + row.Request.Length;

    private async Task StoreAndCompareAsync(Turn turn)
    {
        Assert.IsType<AppendOutcome.Appended>(await _journal.StoreAsync("a", turn, Ends));

        // The digest is over every field, and is computed again from what came back.
        var loaded = (await _journal.LoadAsync("a", Ends))!.Trajectory.Turns.Single();
        Assert.Equal(turn.Digest, loaded.Digest);
        var (expected, actual) = (TurnRowCodec.Encode(turn), TurnRowCodec.Encode(loaded));
        Assert.True(expected.Messages.Span.SequenceEqual(actual.Messages.Span));
        Assert.True(expected.Request.Span.SequenceEqual(actual.Request.Span));
        Assert.True(expected.Response.Span.SequenceEqual(actual.Response.Span));
        Assert.True(expected.RoutedExperts.Span.SequenceEqual(actual.RoutedExperts.Span));
    }

    private async Task<int> CountBlobsAsync() => await account.Blobs(_name).GetBlobsAsync(cancellationToken: Ends).CountAsync(Ends);
}
