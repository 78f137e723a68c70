using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>The contract of all journals, over Azure storage.</summary>
public sealed class AzureJournalTests(AzureAccount account) : HeadContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();
    private IJournal _journal = null!;

    protected override IJournal Journal => _journal;

    public async ValueTask InitializeAsync() => _journal = await account.OpenAsync(_name, Token);

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);
}
