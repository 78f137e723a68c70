using Azure.Data.Tables;
using Tito.Core.Verification.Runs;
using Tito.Storage.Azure;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Integration.Nightly;

/// <summary>The contract of all stores of verification runs, over Azure storage.</summary>
public sealed class AzureVerificationStoreTests(AzureAccount account) : VerificationStoreContract, IAsyncLifetime
{
    private const string RunId = "20261128T020000000Z-aaaa";

    private readonly string _name = AzureAccount.NewName();
    private IVerificationStore _store = null!;

    protected override IVerificationStore Store => _store;

    public async ValueTask InitializeAsync() => _store = await AzureVerificationStore.OpenAsync(account.Connection, _name, Token);

    public async ValueTask DisposeAsync() => await account.Table(_name).DeleteAsync();

    /// <summary>The SDK asks again, and is told of its own row.</summary>
    [Theory]
    [InlineData("run")]
    [InlineData("result-000000")]
    public async Task AddAsync_WhoseAnswerIsLost_SaysThatItAdded(string name)
    {
        await using var proxy = await LossyProxy.StartAsync(account.Connection, Token);
        var store = await AzureVerificationStore.OpenAsync(proxy.Connection, _name, Token);
        proxy.Lose(Loss.Answer);

        Assert.True(await store.AddAsync(RunId, name, "1"u8.ToArray(), Token));

        Assert.Equal(2, proxy.Writes);
        Assert.False(await store.AddAsync(RunId, name, "1"u8.ToArray(), Token));
        Assert.Equal("1"u8.ToArray(), (await Store.FindAsync(RunId, name, Token))!.Value.ToArray());
    }

    [Fact]
    public async Task AddAsync_OverARowThatDoesNotSayWhoWroteIt_ChangesNothing()
    {
        var row = new TableEntity(RunId, "closed") { ["run_id"] = RunId, ["json"] = "1"u8.ToArray() };
        await account.Table(_name).AddEntityAsync(row, Token);

        Assert.False(await Store.AddAsync(RunId, "closed", "2"u8.ToArray(), Token));

        Assert.Equal("1"u8.ToArray(), (await Store.FindAsync(RunId, "closed", Token))!.Value.ToArray());
    }
}
