using Azure.Data.Tables;
using Azure.Storage.Blobs;
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
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            deleted += await DeleteAsync(table.Name, () => tables.DeleteTableAsync(table.Name, cancellationToken)).ConfigureAwait(false);
        }

        var queues = new QueueServiceClient(storage);
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            deleted += await DeleteAsync(queue.Name, () => queues.DeleteQueueAsync(queue.Name, cancellationToken)).ConfigureAwait(false);
        }

        var blobs = new BlobServiceClient(storage);
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            deleted += await DeleteAsync(container.Name, () => blobs.DeleteBlobContainerAsync(container.Name, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
        }

        return deleted;
    }

    private async Task<int> DeleteAsync<T>(string found, Func<Task<T>> delete)
    {
        if (!found.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        _ = await delete().ConfigureAwait(false);
        return 1;
    }
}
