using System.Runtime.CompilerServices;
using Tito.Core.Journals;
using Tito.Storage.Rows;

namespace Tito.Storage.Azure;

/// <summary>A journal in Azure table storage, with blobs for what is too long for a row: for servers on many machines.</summary>
/// <remarks>
/// Thread-safe, and safe for any number of processes. A session is a partition; each change of it is one transaction under the head's ETag.
/// An id is used for one session: what a crash leaves of a deleted one is removed when the id is used again.
/// </remarks>
public sealed class AzureJournal : IJournal
{
    private readonly AzureRows _rows;
    private readonly SessionIndex _index;
    private readonly AzureParked _parked;
    private readonly AzureReader _reader;
    private readonly AzureWriter _writer;
    private readonly AzureGarbage _garbage;

    private AzureJournal(AzureStore store, RowSeals seals, JournalLimits limits)
    {
        var blobs = new OverflowBlobs(store.Blobs);
        Limits = limits;
        _rows = new(store.Table, seals);
        _index = new(store.Table);
        var waiting = new WaitingIndex(store.Table);
        _parked = new(_rows, blobs, waiting);
        _reader = new(_rows, blobs, _parked);
        var removal = new AzureRemoval(store.Table, _rows, blobs, _index, waiting);
        _writer = new(_rows, blobs, _index, waiting, removal);
        _garbage = new(_rows, blobs, _index, waiting, removal);
    }

    /// <inheritdoc/>
    public JournalLimits Limits { get; }

    /// <summary>Opens a journal, and creates its table and its container where they are missing.</summary>
    /// <param name="connection">
    /// The connection string of a storage account; or the https address of its table service, as
    /// <c>https://ACCOUNT.table.core.windows.net</c>, for the process's managed identity.
    /// </param>
    /// <param name="name">The name of the table and of the container: 3 to 63 lower-case letters and digits, a letter first.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FormatException"><paramref name="connection"/> is neither.</exception>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public static Task<AzureJournal> OpenAsync(string connection, string name, CancellationToken cancellationToken) =>
        OpenAsync(connection, name, RowSeals.Plain, cancellationToken);

    /// <summary>Opens a journal whose rows are sealed in a way of the caller's.</summary>
    /// <param name="connection">As without <paramref name="seals"/>.</param>
    /// <param name="name">The name of the table and of the container: 3 to 63 lower-case letters and digits, a letter first.</param>
    /// <param name="seals">How rows are sealed, and which are read.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FormatException"><paramref name="connection"/> is neither.</exception>
    /// <exception cref="IOException">The account cannot be used; it says why in one line.</exception>
    public static Task<AzureJournal> OpenAsync(string connection, string name, RowSeals seals, CancellationToken cancellationToken) =>
        OpenAsync(AzureStore.Connect(connection, name), seals, new(), cancellationToken);

    /// <summary>Opens a journal over clients that the caller made.</summary>
    internal static async Task<AzureJournal> OpenAsync(
        AzureStore store, RowSeals seals, JournalLimits limits, CancellationToken cancellationToken)
    {
        await store.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return new(store, seals, limits);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CreateAsync(SessionHead head, CancellationToken cancellationToken) =>
        await _writer.CreateAsync(head, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> LoadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _reader.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<JournaledSession?> RefreshAsync(JournaledSession known, CancellationToken cancellationToken) =>
        await _reader.RefreshAsync(known, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<TOutcome?> ChangeAsync<TOutcome>(
        string sessionId, string? key, SessionDecision<TOutcome> decide, CancellationToken cancellationToken)
        where TOutcome : class => await _writer.ChangeAsync(sessionId, key, decide, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string sessionId, long? version, CancellationToken cancellationToken) =>
        await _writer.DeleteAsync(sessionId, version, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        AscendingIds.Of(_index.ListAsync(after, cancellationToken).Select(entry => entry.SessionId), after, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<SessionHead?> FindHeadAsync(string sessionId, CancellationToken cancellationToken) =>
        await _rows.ReadHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { DeletedBy: null } head ? head.Head : null;

    /// <inheritdoc/>
    public async ValueTask<SessionRows?> ReadRowsAsync(string sessionId, CancellationToken cancellationToken) =>
        await _reader.ReadRowsAsync(sessionId, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ParkedTurn?> FindParkedAsync(string sessionId, string key, CancellationToken cancellationToken) =>
        await _parked.FindAsync(sessionId, key, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ParkedName> ListParkedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in _parked.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return name;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> CollectGarbageAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await _garbage.CollectAsync(now, cancellationToken).ConfigureAwait(false);
}
