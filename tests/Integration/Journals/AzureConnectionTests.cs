using Tito.Storage.Azure;

namespace Tito.Tests.Integration.Journals;

/// <summary>What names a storage account.</summary>
public sealed class AzureConnectionTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("AccountName=a")]
    [InlineData("http://a.table.core.windows.net")]
    [InlineData("https://a.blob.core.windows.net")]
    public async Task OpenAsync_OfWhatNamesNoAccount_ThrowsWithoutARequest(string connection) =>
        await Assert.ThrowsAsync<FormatException>(() => AzureJournal.OpenAsync(connection, "sessions", Ends));

    [Fact]
    public async Task OpenAsync_WhenNobodyAnswers_SaysSoInOneLine()
    {
        var nobody = "AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a";

        var unusable = await Assert.ThrowsAsync<IOException>(() => AzureJournal.OpenAsync(nobody, "sessions", Ends));
        Assert.DoesNotContain('\n', unusable.Message);
    }
}
