using Tito.Server.Endpoints;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>The way of a request to its endpoint, in both fronts: error bodies, the prefix, the key, the routes.</summary>
internal static class TitoPipeline
{
    /// <summary>The route prefix of the Functions host (functions/host.json); the same routes answer without it.</summary>
    private const string RoutePrefix = "/api";

    /// <summary>Adds the pipeline, which answers every request.</summary>
    public static void UseTito(this IApplicationBuilder app, ServerOptions options)
    {
        app.UseMiddleware<ErrorBodies>();
        app.UsePathBase(RoutePrefix);
        if (options.ApiKey is { } key)
        {
            app.Use(next => new BearerKey(next, key, options.ImplicitSessions).InvokeAsync);
        }

        if (options.ImplicitSessions is { } source)
        {
            app.Use(next => new ImplicitSession(next, options, source).InvokeAsync);
        }

        app.UseRouting();
        app.UseEndpoints(Map);
    }

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (method, path, handler) in Routes.All)
        {
            endpoints.MapMethods(path, [method], handler);
        }
    }
}
