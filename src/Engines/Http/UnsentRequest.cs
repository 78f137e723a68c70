namespace Tito.Engines.Http;

/// <summary>Tells a request that cannot have reached its server from one that may have.</summary>
internal static class UnsentRequest
{
    /// <summary>
    /// Whether there was no connection to send the request over: no name, nobody who listens, no secure channel, no way through a proxy.
    /// Anything else, as a connection that broke, may have come after the last byte.
    /// </summary>
    /// <param name="error">What sending a request threw.</param>
    public static bool Is(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
