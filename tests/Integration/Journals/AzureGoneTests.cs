using Tito.Core.Journals;
using Tito.Core.Trajectories;
using Tito.Storage.Outages;
using Tito.Tests.Unit.Journals;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Integration.Journals;

/// <summary>A table or a container that is not there any more says nothing of what was in it.</summary>
public sealed class AzureGoneTests(AzureAccount account) : IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private GuardedJournal _journal = null!;

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _journal = new(await account.OpenAsync(_name, Ends), TimeProvider.System);
        Assert.True(await _journal.CreateAsync(Heads.Of("a"), Ends));
        Assert.IsType<BeginOutcome.Begun>(await _journal.BeginAsync("a", Intents.Of("k"), Ends));
    }

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    [Fact]
    public async Task Journal_WhoseTableIsGone_IsUnavailable()
    {
        await account.Table(_name).DeleteAsync(Ends);

        var turn = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First).Active!;
        var calls = new Func<Task>[]
        {
            async () => await _journal.FindHeadAsync("a", Ends),
            async () => await _journal.LoadAsync("a", Ends),
            async () => await _journal.ReadRowsAsync("a", Ends),
            async () => await _journal.FindParkedAsync("a", "k", Ends),
            async () => await _journal.BeginAsync("a", Intents.Of("other"), Ends),
            async () => await _journal.AppendAsync("a", turn, Intents.Of("k"), Ends),
            async () => await _journal.DeleteAsync("a", null, Ends),
            async () => await _journal.CreateAsync(Heads.Of("b"), Ends),
            async () => await _journal.ListAsync(null, Ends).ToListAsync(Ends),
            async () => await _journal.ListParkedAsync(Ends).ToListAsync(Ends),
        };
        foreach (var call in calls)
        {
            Assert.Equal("The storage account has no journal any more.", (await Assert.ThrowsAsync<JournalUnavailableException>(call)).Message);
        }
    }

    [Fact]
    public async Task LoadAsync_WhenTheContainerIsGone_IsUnavailableAndNotCorrupt()
    {
        Assert.IsType<AppendOutcome.Appended>(await _journal.AppendAsync("a", LargeTurns.WithExperts(500), Intents.Of("k"), Ends));
        await account.Blobs(_name).DeleteAsync(cancellationToken: Ends);

        var gone = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _journal.LoadAsync("a", Ends));
        Assert.Equal("The storage account has no journal any more.", gone.Message);
    }
}
