using Tito.Server.Access;
using Tito.Server.Endpoints;
using Tito.Server.Gates;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>The way of a request to its endpoint, in both fronts: the log, error bodies, the prefix, the key, the routes.</summary>
internal static class TitoPipeline
{
    /// <summary>The route prefix of the Functions host (functions/host.json); the same routes answer without it.</summary>
    private const string RoutePrefix = "/api";

    /// <summary>Adds the pipeline, which answers every request.</summary>
    /// <param name="app">The front.</param>
    /// <param name="options">The limits.</param>
    /// <param name="isAlone">Whether nobody stands before the server who checks keys in its place.</param>
    public static void UseTito(this IApplicationBuilder app, ServerOptions options, bool isAlone)
    {
        app.UseMiddleware<RequestWatch>();
        app.UseMiddleware<ErrorBodies>();
        app.UsePathBase(RoutePrefix);
        if (options.Keys is { IsEmpty: false } keys)
        {
            var (known, limits) = (new AccessKeys(keys), app.ApplicationServices.GetRequiredService<KeyLimits>());
            app.Use(next => new KeyGate(next, known, limits, options.ImplicitSessions == ImplicitSessions.ApiKey).InvokeAsync);
        }
        else if (isAlone)
        {
            app.Use(next => new LocalGate(next).InvokeAsync);
        }

        if (options.ImplicitSessions is { } source)
        {
            app.Use(next => new ImplicitSession(next, options, source).InvokeAsync);
        }

        app.UseRouting();
        app.Use(next => new ScopeGate(next).InvokeAsync);
        app.UseEndpoints(Map);
    }

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var route in Routes.All)
        {
            endpoints.MapMethods(route.Pattern, [route.Method], route.Handler).WithMetadata(route);
        }
    }
}
