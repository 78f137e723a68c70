using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Tito.Storage.Azure;
using Tito.Tests.Integration.Journals;
using Tito.Tests.Support;

[assembly: AssemblyFixture(typeof(AzureAccount))]

namespace Tito.Tests.Integration.Journals;

/// <summary>The storage account of the tests: what <c>TITO_TABLES</c> names, or else an Azurite of this run.</summary>
public sealed class AzureAccount : IAsyncLifetime
{
    private Azurite? _azurite;

    /// <summary>Its connection string.</summary>
    public string Connection { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("TITO_TABLES") is { Length: > 0 } given)
        {
            Connection = given;
        }
        else
        {
            _azurite = new();
            Connection = await _azurite.ConnectAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        _azurite?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A name for the table and the container of one test.</summary>
    public static string NewName() => $"test{Guid.NewGuid():N}";

    /// <summary>Opens a journal.</summary>
    public Task<AzureJournal> OpenAsync(string name, CancellationToken cancellationToken) => AzureJournal.OpenAsync(Connection, name, cancellationToken);

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
