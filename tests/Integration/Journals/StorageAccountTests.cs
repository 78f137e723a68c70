using Azure.Data.Tables;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Journals;

/// <summary>Which storage account the tests of the Azure journal run over.</summary>
public sealed class StorageAccountTests
{
    private static readonly Uri NoDocker = new("unix:///no/such.sock");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_WhenAConnectionIsGiven_UsesItAndStartsNothing()
    {
        await using var account = await StorageAccount.StartAsync("AccountName=a", NoDocker, () => throw new InvalidOperationException("It is not needed."), Ends);

        Assert.Equal(("AccountName=a", "the storage account of TITO_TABLES"), (account.Connection, account.Source));
    }

    [Fact]
    public async Task StartAsync_WhenDockerDoesNotAnswer_StartsAzuriteFromNpmAndSaysWhy()
    {
        await using var account = await StorageAccount.StartAsync("", NoDocker, () => new(), Ends);

        Assert.StartsWith("Azurite from npm (no container: ", account.Source, StringComparison.Ordinal);
        Assert.NotNull(await new TableServiceClient(account.Connection).GetPropertiesAsync(Ends));
    }

    [Fact]
    public async Task StartAsync_WhenNothingCanBeStarted_SaysWhatWasTriedAndWhatToDo()
    {
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => StorageAccount.StartAsync(null, NoDocker, () => new(Repository.PathTo("no-azurite.js")), Ends));

        Assert.Contains("TITO_TABLES: not set", none.Message, StringComparison.Ordinal);
        Assert.Contains("Azurite in a container: ", none.Message, StringComparison.Ordinal);
        Assert.Contains("no-azurite.js", none.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet msbuild tests/Support/azurite/Azurite.proj", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_IsOfTheVersionThatNpmInstalls() => Assert.Equal("mcr.microsoft.com/azure-storage/azurite:3.35.0", AzuriteContainer.Image);
}
