using Tito.Engines.Routing;

namespace Tito.Server.Hosting;

/// <summary>What the log says of engines that fail and come back.</summary>
internal static partial class EndpointLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Routing";

    /// <summary>Writes to a log.</summary>
    public static Action<EndpointStatus> Of(ILoggerFactory logs)
    {
        var logger = logs.CreateLogger(Category);
        return status =>
        {
            if (status.Circuit == CircuitState.Closed)
            {
                Back(logger, status.Index, status.Address);
            }
            else
            {
                Away(logger, status.Index, status.Address, status.Failures);
            }
        };
    }

    [LoggerMessage(LogLevel.Information, "Engine {Endpoint} at {Address} answers again; its sessions return to it.")]
    private static partial void Back(ILogger logger, int endpoint, string address);

    [LoggerMessage(
        LogLevel.Warning, "Engine {Endpoint} at {Address} failed {Failures} times in a row and is left alone; its sessions go to others.")]
    private static partial void Away(ILogger logger, int endpoint, string address, int failures);
}
