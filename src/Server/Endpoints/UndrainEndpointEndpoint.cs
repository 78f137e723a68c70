namespace Tito.Server.Endpoints;

/// <summary><c>POST /endpoints/{endpoint}/undrain</c>: a drained engine gets requests again.</summary>
internal static class UndrainEndpointEndpoint
{
    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context) => EndpointDrain.RunAsync(context, isDrained: false);
}
