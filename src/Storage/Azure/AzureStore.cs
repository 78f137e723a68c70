using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;
using Azure.Storage.Blobs;
using Tito.Core.Journals;

namespace Tito.Storage.Azure;

/// <summary>Where an Azure journal is kept: a table, and a blob container of the same name beside it.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Blobs">What is too long for a row.</param>
/// <remarks>
/// The clients have the SDK's own retries, few and short: who knows how long an outage may be ridden out is the caller.
/// </remarks>
internal sealed record AzureStore(TableClient Table, BlobContainerClient Blobs)
{
    /// <summary>How long one request about rows may take: the longest, a transaction of 4 MiB, takes a part of it on any network.</summary>
    private static readonly TimeSpan RowTimeout = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>The store that a connection names.</summary>
    /// <param name="connection">
    /// A storage account's connection string; or the https address of its table service, for the process's managed identity.
    /// </param>
    /// <param name="name">The name of the table and the container.</param>
    /// <exception cref="FormatException"><paramref name="connection"/> is neither.</exception>
    public static AzureStore Connect(string connection, string name)
    {
        if (Uri.TryCreate(connection, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            var blobs = BlobAddress(address);
            var identity = new DefaultAzureCredential();
            return new(
                new(address, name, identity, TableOptions()),
                new BlobServiceClient(blobs, identity, BlobOptions()).GetBlobContainerClient(name));
        }

        try
        {
            return new(new(connection, name, TableOptions()), new(connection, name, BlobOptions()));
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new FormatException("This is not the connection string of a storage account.", refused);
        }
    }

    private static TableClientOptions TableOptions()
    {
        var options = new TableClientOptions();
        options.AddPolicy(new AnswerPolicy(), HttpPipelinePosition.PerCall);
        Shorten(options.Retry, RowTimeout);
        return options;
    }

    private static BlobClientOptions BlobOptions()
    {
        var options = new BlobClientOptions();
        options.AddPolicy(new AnswerPolicy(), HttpPipelinePosition.PerCall);
        Shorten(options.Retry, TurnLimits.Commit);
        return options;
    }

    private static void Shorten(RetryOptions retry, TimeSpan networkTimeout)
    {
        retry.MaxRetries = 2;
        retry.Delay = FirstWait;
        retry.MaxDelay = TimeSpan.FromSeconds(1);
        retry.NetworkTimeout = networkTimeout;
    }

    /// <summary>Creates the table and the container where they are missing.</summary>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(withBlobs: true, cancellationToken);

    /// <summary>Creates the table where it is missing.</summary>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public Task EnsureTableAloneAsync(CancellationToken cancellationToken) => EnsureAsync(withBlobs: false, cancellationToken);

    private async Task EnsureAsync(bool withBlobs, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureTableAsync(cancellationToken).ConfigureAwait(false);
            if (withBlobs)
            {
                await Blobs.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception refused) when (refused is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            throw new IOException(refused.Message.Split('\n')[0].Trim(), refused);
        }
    }

    /// <summary>The blob service of the account of a table service: in every Azure cloud the two addresses differ in one label.</summary>
    /// <exception cref="FormatException">This is not an https address of a table service.</exception>
    internal static Uri BlobAddress(Uri tables) => tables.Scheme == "https" && tables.Host.Contains(".table.", StringComparison.Ordinal)
        ? new UriBuilder(tables) { Host = tables.Host.Replace(".table.", ".blob.", StringComparison.Ordinal) }.Uri
        : throw new FormatException($"{tables} is not an https address of a table service, as https://ACCOUNT.table.core.windows.net.");

    private async Task EnsureTableAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not CreateIfNotExistsAsync: it serializes its request by reflection, which is off in the whole app.
            await Table.CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exists) when (exists.ErrorCode == TableErrorCode.TableAlreadyExists)
        {
        }
    }
}
