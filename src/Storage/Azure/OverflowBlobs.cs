using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>
/// The blobs of turns and parked bodies that are too long for a row. A blob is written before its row, under a name that no other write
/// has.
/// </summary>
internal sealed class OverflowBlobs(BlobContainerClient container)
{
    /// <summary>The name of the blob of one write.</summary>
    public static string Name(string sessionId, string rowKey, string writeId) => $"{BlobOwner.Folder(sessionId)}/{rowKey}-{writeId}";

    /// <summary>Writes the blob of a parked body.</summary>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // What is there under this name was written by this very call, whose answer was lost: the SDK asks again.
        const bool overwrite = true;
        await container.GetBlobClient(name).UploadAsync(new BinaryData(bytes), overwrite, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a blob, with the attempt that may refer to it: when that has ended, nobody will.</summary>
    public async Task WriteAsync(string name, byte[] bytes, TurnIntent intent, CancellationToken cancellationToken) =>
        await container.GetBlobClient(name).UploadAsync(
            new BinaryData(bytes),
            new BlobUploadOptions
            {
                Metadata = new Dictionary<string, string>
                {
                    [BlobOwner.Key] = Escape(intent.Key),
                    [BlobOwner.Attempt] = Escape(intent.AttemptId),
                },
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>All blobs in the order of their names, each with whom it belongs to.</summary>
    public async IAsyncEnumerable<BlobOwner> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var blobs = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            if (BlobOwner.Parse(blob.Name, blob.Metadata) is { } owner)
            {
                yield return owner with { WrittenAt = blob.Properties.LastModified ?? DateTimeOffset.MaxValue };
            }
        }
    }

    /// <summary>The names of all blobs of a session, in pages that have one at least.</summary>
    public async IAsyncEnumerable<IEnumerable<string>> ListPagesAsync(
        string sessionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Earlier builds took the id as it is.
        foreach (var folder in new[] { BlobOwner.Folder(sessionId), sessionId }.Distinct())
        {
            var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder + "/", cancellationToken);
            await foreach (var page in blobs.AsPages().ConfigureAwait(false))
            {
                if (page.Values.Count > 0)
                {
                    yield return page.Values.Select(blob => blob.Name);
                }
            }
        }
    }

    /// <summary>The bytes of a row's blob; none where it has no blob.</summary>
    /// <exception cref="JournalCorruptException">The blob is missing, or something other than a journal changed it.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(StoredRow row, CancellationToken cancellationToken)
    {
        if (row.TextOrNull(TurnEntity.Blob) is not { } name)
        {
            return default;
        }

        try
        {
            var answer = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
            var bytes = answer.Value.Content.ToMemory();
            return Digest.Of(bytes.Span) == row.Digest(TurnEntity.BlobSha256)
                ? bytes
                : throw row.Corrupt($"the bytes of its blob {name} are not those that the row has the digest of.");
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            throw row.Corrupt($"its blob {name} is missing.", missing);
        }
    }

    /// <summary>Removes a blob to which no row refers.</summary>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        await container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);

    // A key is visible ASCII, which a header can carry; yet some of its characters are changed on the way.
    private static string Escape(string key) => Uri.EscapeDataString(key);
}
