using Tito.Core.Verification.Runs;
using Tito.Storage.Azure;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Unit.Verification.Runs;

namespace Tito.Tests.Integration.Nightly;

/// <summary>The contract of all stores of verification runs, over Azure storage.</summary>
public sealed class AzureVerificationStoreTests(AzureAccount account) : VerificationStoreContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private IVerificationStore _store = null!;

    protected override IVerificationStore Store => _store;

    public async ValueTask InitializeAsync() => _store = await AzureVerificationStore.OpenAsync(account.Connection, _name, Token);

    public async ValueTask DisposeAsync() => await account.Table(_name).DeleteAsync();
}
