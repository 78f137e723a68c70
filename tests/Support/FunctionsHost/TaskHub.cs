using System.Net;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>All that Durable Functions keeps of one app: tables, queues and blobs whose names begin with the hub's.</summary>
/// <param name="storage">The connection string.</param>
/// <param name="name">The hub's name.</param>
internal sealed class TaskHub(string storage, string name)
{
    /// <summary>Deletes it. The host makes it anew when it starts, and not before.</summary>
    /// <returns>How many tables, queues and containers there were.</returns>
    public async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        var tables = new TableServiceClient(storage);
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            deleted += await DeleteAsync(table.Name, () => tables.DeleteTableAsync(table.Name, cancellationToken));
        }

        var queues = new QueueServiceClient(storage);
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: cancellationToken))
        {
            deleted += await DeleteAsync(queue.Name, () => queues.DeleteQueueAsync(queue.Name, cancellationToken));
        }

        var blobs = new BlobServiceClient(storage);
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: cancellationToken))
        {
            deleted += await DeleteAsync(container.Name, () => DeleteAsync(blobs.GetBlobContainerClient(container.Name), cancellationToken));
        }

        return deleted;
    }

    private static async Task<Response> DeleteAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        try
        {
            // A host that was killed has one for a while.
            _ = await container.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException none) when (none.Status == (int)HttpStatusCode.Conflict)
        {
            // There is no lease.
        }

        return await container.DeleteAsync(cancellationToken: cancellationToken);
    }

    private async Task<int> DeleteAsync<T>(string found, Func<Task<T>> delete)
    {
        if (!found.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        _ = await delete();
        return 1;
    }
}
