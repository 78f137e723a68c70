using Tito.Server.Endpoints;

namespace Tito.Server.Gates;

/// <summary>What a server with keys answers without one: a probe has no key, and a browser has none before its page asked for it.</summary>
internal static class OpenRoutes
{
    private static readonly string[] Paths = ["/health", "/health/live", "/health/ready"];

    /// <summary>Whether a request, which is not routed yet, asks for one of them.</summary>
    public static bool Has(HttpRequest request) =>
        Paths.Any(path => request.Path.Equals(path, StringComparison.OrdinalIgnoreCase)) || LandingEndpoint.IsAsked(request);
}
