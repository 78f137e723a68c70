namespace Tito.Core.Verification.Runs;

/// <summary>The port by which somebody is told of a red run.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IRunNotice
{
    /// <summary>Tells it, with retries.</summary>
    /// <param name="run">The closed run.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>What became of it; null where nobody is to be told. A failure is an outcome and never an exception.</returns>
    Task<NoticeOutcome?> SendAsync(StoredRun run, CancellationToken cancellationToken);
}
