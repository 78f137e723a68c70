using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Azure;
using Tito.Storage.Outages;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>What needs many requests is read as long as the store answers them, and its blobs side by side.</summary>
public sealed class AzureReadTests(AzureAccount account) : IAsyncLifetime
{
    /// <summary>How long a request takes: three of them at once are answered within the limit, and six in a row are not.</summary>
    private static readonly TimeSpan RequestTime = TurnLimits.Read * 0.3;

    private readonly string _name = AzureAccount.NewName();
    private readonly FakeTimeProvider _clock = new();
    private LossyProxy _proxy = null!;
    private GuardedJournal _slow = null!;
    private AzureJournal _direct = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await LossyProxy.StartAsync(account.Connection, Ends);
        _slow = new(await AzureJournal.OpenAsync(_proxy.Connection, _name, Ends), _clock);
        _direct = await account.OpenAsync(_name, Ends);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await account.DeleteAsync(_name);
    }

    [Fact]
    public async Task LoadAsync_OfManyRequestsThatAreAnsweredEach_TakesLongerThanOneMay()
    {
        await OpenAsync();
        var began = _clock.GetUtcNow();
        _proxy.OnRequest = () => _clock.Advance(RequestTime);

        Assert.Equal(3, (await _slow.LoadAsync("a", Ends))!.Trajectory.Turns.Count);
        Assert.InRange(_clock.GetUtcNow() - began, TurnLimits.Read * 1.5, TurnLimits.Read * 10);
    }

    [Fact]
    public async Task LoadAsync_OfAStoreThatIsSilent_EndsAtTheLimit()
    {
        await OpenAsync();
        _proxy.OnRequest = () => _clock.Advance(TurnLimits.Read);

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _slow.LoadAsync("a", Ends));
    }

    /// <summary>Names that a crash or an earlier build left are one request each.</summary>
    [Fact]
    public async Task ListParkedAsync_BesideManyNamesOfWhatDoesNotWait_ListsWhatWaits()
    {
        await _direct.CreateAsync(Heads.Of("z"), Ends);
        await _direct.ParkAsync("z", Parked.Of("waits"), "attempt", Ends);
        for (var number = 0; number < 9; number++)
        {
            var name = new TableEntity("waiting-g", $"gone {number}") { ["session_id"] = "gone", ["key"] = $"k{number}", ["added_at"] = "2026-11-01T00:00:00Z" };
            await account.Table(_name).AddEntityAsync(name, Ends);
        }

        _proxy.OnRequest = () => _clock.Advance(RequestTime);

        Assert.Equal([new("z", "waits")], await _slow.ListParkedAsync(Ends).ToListAsync(Ends));
    }

    [Fact]
    public async Task LoadAsync_OfSeveralBlobs_ReadsThemSideBySide()
    {
        await OpenAsync();
        var (first, others) = (new HeldRequest(), new HeldRequest());
        var options = new BlobClientOptions();
        options.AddPolicy(first, HttpPipelinePosition.PerCall);
        options.AddPolicy(others, HttpPipelinePosition.PerCall);
        var journal = await AzureJournal.OpenAsync(new(new TableClient(account.Connection, _name), new(account.Connection, _name, options)), RowSeals.Plain, new(), Ends);

        var (isFirst, isThird) = (first.Hold(0), others.Hold(1));
        var loading = journal.LoadAsync("a", Ends).AsTask();
        await isFirst.WaitAsync(TimeSpan.FromSeconds(30), Ends);
        await isThird.WaitAsync(TimeSpan.FromSeconds(30), Ends);
        others.Go();
        first.Go();

        var turns = (await loading)!.Trajectory.Turns;
        Assert.Equal([0, 1, 2], turns.Select(turn => turn.Sequence));
    }

    /// <summary>A session with three turns, each with a blob of its own.</summary>
    private async Task OpenAsync()
    {
        var head = Heads.Of("a");
        await _direct.CreateAsync(head with { Settings = head.Settings with { Policy = SessionPolicy.Tree } }, Ends);
        var trajectory = Trajectory.Start(HandMade.Genesis);
        for (var number = 0; number < 3; number++)
        {
            var bytes = new byte[500 * 48 * 8 * sizeof(int)];
            new Random(number).NextBytes(bytes);
            trajectory = trajectory.Restore(null, HandMade.First with { RoutedExperts = new(0, 48, 8, bytes) });
            Assert.IsType<AppendOutcome.Appended>(await _direct.StoreAsync("a", trajectory.Active!, Ends));
        }
    }
}
