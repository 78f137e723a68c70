using System.Reflection;
using Tito.Core.Models;
using Tito.Server.Errors;
using Tito.Server.Inspector;
using Tito.Server.Landing;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary><c>GET /</c>: for a browser the page with the sessions, for all others no route.</summary>
internal static class LandingEndpoint
{
    private static readonly string Version =
        typeof(LandingEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether a request asks for the page, which holds nothing that a key guards.</summary>
    public static bool IsAsked(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && (!request.Path.HasValue || request.Path == "/")
        && AcceptedFormat.IsHtml(request);

    /// <summary>Answers one request.</summary>
    public static Task RunAsync(HttpContext context)
    {
        var request = context.Request;
        if (!AcceptedFormat.IsHtml(request))
        {
            return ErrorBody.WriteAsync(
                context,
                ErrorCatalog.RouteNotFound,
                $"Nothing answers at {request.Path} but a page for browsers. docs/server.md lists the routes.",
                null);
        }

        var html = new HtmlWriter();
        var model = ModelJson.Name(context.Part<ServerOptions>(), context.Part<SessionModel>());
        new LandingPage(html, $"{request.Scheme}://{request.Host}{request.PathBase}", model, Version).Write();
        return HtmlAnswer.WriteAsync(context, html, LandingAssets.ContentSecurityPolicy);
    }
}
