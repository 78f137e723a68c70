using System.Globalization;

namespace Tito.Storage.Azure;

/// <summary>Whom a blob belongs to.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="SessionId">The session whose turn was to name it.</param>
/// <param name="Sequence">The sequence that its turn was to have.</param>
/// <param name="IntentKey">The key of the intent under which it was written; null for a blob of format 1, which does not say.</param>
/// <param name="AttemptId">The attempt that wrote it; null as well.</param>
internal sealed record BlobOwner(string Name, string SessionId, int Sequence, string? IntentKey, string? AttemptId)
{
    /// <summary>The metadata of the intent's key.</summary>
    public const string Key = "intent";

    /// <summary>The metadata of the attempt's id.</summary>
    public const string Attempt = "attempt";

    /// <summary>
    /// Reads a blob's name, <c>SESSION/turn-00000003-WRITE</c>, and its metadata; null for a blob that is not a journal's.
    /// </summary>
    public static BlobOwner? Parse(string name, IDictionary<string, string>? metadata) =>
        name.Split('/') is [var session, var turn] && turn.Split('-') is ["turn", var digits, _]
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new(name, session, sequence, Text(metadata, Key), Text(metadata, Attempt))
            : null;

    private static string? Text(IDictionary<string, string>? metadata, string name) =>
        metadata is not null && metadata.TryGetValue(name, out var value) ? Uri.UnescapeDataString(value) : null;
}
