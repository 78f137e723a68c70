namespace Tito.Server.Endpoints;

/// <summary><c>GET /openapi.json</c>: the routes for programs, as docs/openapi.json has them.</summary>
internal static class OpenApiEndpoint
{
    private static readonly Lazy<byte[]> Document = new(() =>
    {
        using var stream = typeof(OpenApiEndpoint).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    });

    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context)
    {
        var document = Document.Value;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = document.Length;
        return context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
    }
}
