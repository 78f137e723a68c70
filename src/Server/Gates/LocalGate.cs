using System.Net;
using Microsoft.Net.Http.Headers;
using Tito.Server.Errors;

namespace Tito.Server.Gates;

/// <summary>
/// Keeps pages of the web away from a server without keys, which listens on loopback alone: a browser on this machine reaches it for every
/// page that it shows. A page whose name leads here by a changed name service calls the server by that name, and one that has its own name
/// says so in <c>Origin</c>, or sends a body that is not JSON, since that needs the server's leave.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
internal sealed class LocalGate(RequestDelegate next)
{
    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsLoopback(request.Host.Host))
        {
            return RefuseAsync(context, "the request's Host is none of this machine's own names, as localhost and 127.0.0.1");
        }

        if (request.Headers.Origin is [_, ..] origins && !origins.All(origin => IsOwn(origin, request.Host)))
        {
            return RefuseAsync(context, "the request comes from a page of another origin");
        }

        return request.ContentType is { Length: > 0 } type && !IsJson(type)
            ? ErrorBody.WriteAsync(
                context, ErrorCatalog.UnsupportedMediaType, "A body must be JSON, and its Content-Type application/json.", null)
            : next(context);
    }

    private static Task RefuseAsync(HttpContext context, string why) => ErrorBody.WriteAsync(
        context, ErrorCatalog.Forbidden, $"A server without a key serves this machine alone, and {why}. Start it with --api-key.", null);

    /// <summary>Whether a page is the server's own: not even another server's on this machine.</summary>
    private static bool IsOwn(string? origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Port == (host.Port ?? uri.Port)
        && uri.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsJson(string type) =>
        MediaTypeHeaderValue.TryParse(type, out var media)
        && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
}
