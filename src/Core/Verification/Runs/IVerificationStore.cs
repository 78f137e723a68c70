namespace Tito.Core.Verification.Runs;

/// <summary>
/// Where verification runs are kept: for each run rows of JSON under names. A row is written once and never changed, so that whoever comes
/// second, after a crash or beside another process, finds the first one's row and changes nothing.
/// </summary>
/// <remarks>Thread-safe, and safe for several processes where the store is durable.</remarks>
public interface IVerificationStore
{
    /// <summary>The name of the row with which a run begins to be listed.</summary>
    const string RunRow = "run";

    /// <summary>The most bytes of a row: 512 KiB.</summary>
    const int MaxRowBytes = 512 * 1024;

    /// <summary>Adds a row, unless the run has one of that name.</summary>
    /// <param name="runId">The run: 1 to 100 letters, digits and dashes.</param>
    /// <param name="name">The row's name: 1 to 100 letters, digits and dashes.</param>
    /// <param name="json">What it holds, at most <see cref="MaxRowBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the wait; the row may be stored nevertheless.</param>
    /// <returns>False when there was one; it stays as it is.</returns>
    ValueTask<bool> AddAsync(string runId, string name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);

    /// <summary>A row, or null.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The row's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string runId, string name, CancellationToken cancellationToken);

    /// <summary>The rows of a run whose names begin so, in ordinal order; <see cref="RunRow"/> is not among them.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="prefix">What the names begin with; empty for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<(string Name, ReadOnlyMemory<byte> Json)> ReadAsync(string runId, string prefix, CancellationToken cancellationToken);

    /// <summary>The ids of the runs that have a <see cref="RunRow"/>, the ordinally last one first.</summary>
    /// <param name="before">Only ids before this one; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<string> ListAsync(string? before, CancellationToken cancellationToken);

    /// <summary>Removes a run with all its rows, the <see cref="RunRow"/> first; nothing where there is none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the work between two removals.</param>
    ValueTask DeleteAsync(string runId, CancellationToken cancellationToken);
}
