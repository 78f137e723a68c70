using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Turns;
using Tito.Core.Verification;
using Tito.Engines.Routing;
using Tito.Server.Endpoints;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>The web application: what it is made of, and which routes it serves.</summary>
internal static class TitoApp
{
    /// <summary>The route prefix of the Functions host (host.json); the same routes answer without it.</summary>
    private const string RoutePrefix = "/api";

    /// <summary>Builds the application.</summary>
    /// <param name="options">Where to listen, and the limits.</param>
    /// <param name="parts">What the routes work with.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts) => Build(options, parts, Routes.All);

    /// <summary>Builds the application with these routes alone.</summary>
    /// <param name="options">Where to listen, and the limits.</param>
    /// <param name="parts">What the routes work with.</param>
    /// <param name="routes">What it answers.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts, IEnumerable<ServedRoute> routes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var lifetime = options.LifetimeLogs ? LogLevel.Information : LogLevel.Warning;
        builder.Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", lifetime)
            .AddFilter(SweepLog.Category, lifetime)
            .AddFilter(EngineLog.Category, lifetime)
            .AddFilter(EndpointLog.Category, options.LifetimeLogs ? LogLevel.Information : LogLevel.None)
            .AddFilter(RestartLog.Category, options.LifetimeLogs ? LogLevel.Warning : LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services
            .AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>()
            .AddSingleton(parts.Journal)
            .AddSingleton<ISessionJournal>(parts.Journal)
            .AddSingleton<IJournalUpkeep>(parts.Journal)
            .AddSingleton(parts.Engine)
            .AddSingleton(parts.Model)
            .AddSingleton(parts.Clock)
            .AddSingleton(options)
            .AddSingleton(new TurnLimits(options.Routing.Patience + options.EngineTimeout))
            .AddSingleton<SessionOpener>()
            .AddSingleton<SessionViewer>()
            .AddSingleton<SessionInspector>()
            .AddSingleton<SessionProver>()
            .AddSingleton<SessionVerifier>()
            .AddSingleton<SessionLister>()
            .AddSingleton<SessionMover>()
            .AddSingleton<SessionCloser>()
            .AddSingleton<SessionSweeper>()
            .AddSingleton<TurnTaker>()
            .AddSingleton<TurnAborter>()
            .AddSingleton<SessionCollector>();

        if (!options.IsHosted && options.SweepInterval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<SweepTimer>();
        }

        if (parts.Engine is RoutedEngine && options.ProbeInterval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<ProbeTimer>();
        }

        var app = builder.Build();
        if (parts.Engine is RoutedEngine engines)
        {
            engines.Changed = EndpointLog.Of(app.Services.GetRequiredService<ILoggerFactory>());
        }

        app.UseMiddleware<ErrorBodies>();
        app.UsePathBase(RoutePrefix);
        if (options.ApiKey is { } key)
        {
            app.UseMiddleware<BearerKey>(key, options.IsHosted);
        }

        app.UseRouting();
        Map(app, routes, options);
        return app;
    }

    /// <summary>The host's own calls are nobody else's: a server that runs by itself has a timer instead.</summary>
    private static void Map(IEndpointRouteBuilder app, IEnumerable<ServedRoute> routes, ServerOptions options)
    {
        foreach (var (method, path, handler, _) in routes.Where(route => options.IsHosted || !route.IsHostsOwn))
        {
            app.MapMethods(path, [method], handler);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Listen(options.Address, options.Port);
    }
}
