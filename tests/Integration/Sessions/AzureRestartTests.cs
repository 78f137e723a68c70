using Tito.Core.Journals;
using Tito.Tests.Integration.Journals;

namespace Tito.Tests.Integration.Sessions;

public sealed class AzureRestartTests(AzureAccount account) : RestartContract
{
    private readonly string _name = AzureAccount.NewName();

    private protected override async Task<IJournal> OpenAsync(CancellationToken cancellationToken) =>
        await account.OpenAsync(_name, cancellationToken);

    private protected override ValueTask RemoveAsync() => account.DeleteAsync(_name);
}
