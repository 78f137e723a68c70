namespace Tito.Engines.Routing;

/// <summary>Asks an engine how it is, without a turn.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IEndpointProbe
{
    /// <summary>Asks once.</summary>
    /// <param name="cancellationToken">Gives the probe up.</param>
    /// <returns>What is known. An engine's failure is a report and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was signalled before the end.</exception>
    Task<EndpointReport> ProbeAsync(CancellationToken cancellationToken);
}
