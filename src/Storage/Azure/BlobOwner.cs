using System.Globalization;
using Tito.Core.Journals;

namespace Tito.Storage.Azure;

/// <summary>Whom a blob belongs to.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="SessionId">The session whose row was to name it.</param>
/// <param name="RowKey">The key of that row: a turn's, or that of what is parked.</param>
/// <param name="IntentKey">
/// The key of the intent under which it was written; null for the blob of a parked turn, and for one of format 1, which does not say.
/// </param>
/// <param name="AttemptId">The attempt that wrote it; null as well.</param>
internal sealed record BlobOwner(string Name, string SessionId, string RowKey, string? IntentKey, string? AttemptId)
{
    /// <summary>The metadata of the intent's key.</summary>
    public const string Key = "intent";

    /// <summary>The metadata of the attempt's id.</summary>
    public const string Attempt = "attempt";

    /// <summary>Whether it has the body of a parked turn.</summary>
    public bool IsParked => RowKey.StartsWith(ParkedEntity.Prefix, StringComparison.Ordinal);

    /// <summary>When it was written.</summary>
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>What the names of a session's blobs begin with, before the slash.</summary>
    /// <remarks>
    /// "No path segments should end with a dot (.)"
    /// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata): the service drops it,
    /// and the blobs of <c>run-1.</c> would be those of <c>run-1</c>. So each such dot is a <c>~</c>, which is in no id.
    /// </remarks>
    public static string Folder(string sessionId) => sessionId.TrimEnd('.').PadRight(sessionId.Length, '~');

    /// <summary>
    /// Reads a blob's name, <c>SESSION/turn-00000003-WRITE</c> or <c>SESSION/parked-KEYHASH-WRITE</c>, and its metadata; null for a blob
    /// that is not a journal's.
    /// </summary>
    public static BlobOwner? Parse(string name, IDictionary<string, string>? metadata) => name.Split('/') is [var folder, var row]
        ? row.Split('-') switch
        {
            ["turn", var digits, _] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) =>
                new(name, SessionOf(folder), TurnRow.Name(sequence), Text(metadata, Key), Text(metadata, Attempt)),
            ["parked", var hash, _] => new(name, SessionOf(folder), ParkedEntity.Prefix + hash, null, null),
            _ => null,
        }
        : null;

    private static string SessionOf(string folder) => folder.TrimEnd('~').PadRight(folder.Length, '.');

    private static string? Text(IDictionary<string, string>? metadata, string name) =>
        metadata is not null && metadata.TryGetValue(name, out var value) ? Uri.UnescapeDataString(value) : null;
}
