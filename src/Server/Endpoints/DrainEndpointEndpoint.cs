namespace Tito.Server.Endpoints;

/// <summary><c>POST /endpoints/{endpoint}/drain</c>: the engine gets no new request, and what it works on goes on.</summary>
internal static class DrainEndpointEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => EndpointDrain.RunAsync(context, isDrained: true);
}
