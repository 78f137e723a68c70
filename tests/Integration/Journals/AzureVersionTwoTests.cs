using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Integration.Journals;

/// <summary>Rows of version 2 in Azure tables, which nothing upgrades: they are read as they are.</summary>
public sealed class AzureVersionTwoTests(AzureAccount account) : VersionTwoContract("azure")
{
    private readonly string _name = AzureAccount.NewName();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GoOn_WithASessionOfTheRelease_ChangesNoRowOfItsTurns()
    {
        var before = await TurnsAsync();

        await VersionOne.GoOnAsync(await account.OpenAsync(_name, Ends), Ends);

        Assert.Equal(before, (await TurnsAsync()).Where(row => !row.StartsWith("a turn-00000003", StringComparison.Ordinal)));
    }

    private protected override async Task<IJournal> OpenAsync(CancellationToken cancellationToken)
    {
        var journal = await account.OpenAsync(_name, cancellationToken);
        await StoredRows.AddAsync(account.Table(_name), VersionTwo.Unpack("rows.json.gz"), cancellationToken);
        await account.Blobs(_name).GetBlobClient("c/turn-00000000-b11571aae5be440f8804c24357232540").UploadAsync(
            new BinaryData(VersionOne.Ramp),
            new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["intent"] = "turn%200", ["attempt"] = "turn%200-1" } },
            cancellationToken);
        return journal;
    }

    private protected override ValueTask RemoveAsync() => account.DeleteAsync(_name);

    private async Task<List<string>> TurnsAsync()
    {
        var rows = new List<string>();
        const string Turns = "RowKey ge 'turn-' and RowKey lt 'turn.'";
        await foreach (var row in account.Table(_name).QueryAsync<TableEntity>(Turns, cancellationToken: Ends))
        {
            rows.Add($"{row.PartitionKey} {row.RowKey} {row.ETag} " + string.Join(
                ' ',
                row.OrderBy(column => column.Key, StringComparer.Ordinal)
                    .Select(column => $"{column.Key}={(column.Value is byte[] bytes ? Convert.ToHexString(bytes) : column.Value)}")));
        }

        return rows;
    }
}
