using System.Runtime.CompilerServices;
using Tito.Core.Journals;

namespace Tito.Storage.Rows;

/// <summary>
/// Ids of a listing as a store gives them, which must ascend: one that does not would be found again by whoever asks for what follows it,
/// for ever, and hide those that it stands before.
/// </summary>
internal static class AscendingIds
{
    /// <summary>The same ids.</summary>
    /// <param name="ids">What the store gives.</param>
    /// <param name="after">What the first one must follow; null or empty for nothing.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="JournalCorruptException">An id does not follow the one before it.</exception>
    public static async IAsyncEnumerable<string> Of(
        IAsyncEnumerable<string> ids, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after ?? "";
        await foreach (var id in ids.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return string.CompareOrdinal(id, last) > 0
                ? last = id
                : throw new JournalCorruptException(
                    id, "index", $"the listing of sessions gives this id after {last}, which it does not follow.");
        }
    }
}
