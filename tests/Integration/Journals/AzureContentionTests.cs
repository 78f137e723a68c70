using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>Two journals over one storage account.</summary>
public sealed class AzureContentionTests(AzureAccount account) : ContentionContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    protected override async Task<IJournal> OpenAsync() => await account.OpenAsync(_name, Token);
}
