namespace Tito.Server.Logs;

/// <summary>A line for each request: its id, method, route, status, the error's code, and the time. Never what was said in it.</summary>
internal static partial class RequestLog
{
    /// <summary>The log's category.</summary>
    public const string Category = "Tito.Requests";

    /// <summary>Says how a request ended: a warning where that was the server's or the engine's fault.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="request">What is said of it.</param>
    public static void Say(ILogger logger, SeenRequest request)
    {
        var level = request.Status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        if (request.Code is { } code)
        {
            Failed(logger, level, request.Id, request.Method, request.Route, request.Status, code, request.Milliseconds);
        }
        else
        {
            Answered(logger, level, request.Id, request.Method, request.Route, request.Status, request.Milliseconds);
        }
    }

    [LoggerMessage("{Request} {Method} {Route} {Status} in {Milliseconds} ms")]
    private static partial void Answered(
        ILogger logger, LogLevel level, string request, string method, string route, int status, double milliseconds);

    [LoggerMessage("{Request} {Method} {Route} {Status} {Code} in {Milliseconds} ms")]
    private static partial void Failed(
        ILogger logger, LogLevel level, string request, string method, string route, int status, string code, double milliseconds);
}
