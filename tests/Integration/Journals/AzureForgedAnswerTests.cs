using Tito.Core.Journals;
using Tito.Storage.Rows;
using Tito.Tests.Unit.Journals.Seals;

namespace Tito.Tests.Integration.Journals;

/// <summary>Over Azure storage.</summary>
public sealed class AzureForgedAnswerTests(AzureAccount account) : ForgedAnswerContract, IAsyncLifetime
{
    private readonly string _name = AzureAccount.NewName();

    private protected override IRawRows Rows => new AzureRawRows(account.Table(_name));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => account.DeleteAsync(_name);

    private protected override async Task<IJournal> OpenAsync(RowSeals seals) => await account.OpenAsync(_name, seals, Token);
}
