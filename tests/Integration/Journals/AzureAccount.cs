using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Tito.Storage.Azure;
using Tito.Storage.Rows;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

[assembly: AssemblyFixture(typeof(AzureAccount))]

namespace Tito.Tests.Integration.Journals;

/// <summary>The storage account of the tests of this run (<see cref="StorageAccount"/>).</summary>
public sealed class AzureAccount : IAsyncLifetime
{
    private StorageAccount? _account;

    /// <summary>Its connection string.</summary>
    public string Connection => _account!.Connection;

    public async ValueTask InitializeAsync()
    {
        _account = await StorageAccount.StartAsync(Environment.GetEnvironmentVariable("TITO_TABLES"), null, () => new Azurite(), CancellationToken.None);
        TestContext.Current.SendDiagnosticMessage($"The Azure journal is tested over {_account.Source}");
    }

    public ValueTask DisposeAsync() => _account?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A name for the table and the container of one test.</summary>
    public static string NewName() => $"test{Guid.NewGuid():N}";

    /// <summary>Opens a journal.</summary>
    public Task<AzureJournal> OpenAsync(string name, CancellationToken cancellationToken) => AzureJournal.OpenAsync(Connection, name, cancellationToken);

    /// <summary>Opens a journal whose rows are sealed in a way of the test's.</summary>
    public Task<AzureJournal> OpenAsync(string name, RowSeals seals, CancellationToken cancellationToken) =>
        AzureJournal.OpenAsync(Connection, name, seals, cancellationToken);

    /// <summary>The table of a journal, for the tests' own requests.</summary>
    public TableClient Table(string name) => new(Connection, name);

    /// <summary>The container of a journal.</summary>
    public BlobContainerClient Blobs(string name) => new(Connection, name);

    /// <summary>Removes what a test stored.</summary>
    public async ValueTask DeleteAsync(string name)
    {
        await Table(name).DeleteAsync();
        await Blobs(name).DeleteIfExistsAsync();
    }
}
