using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tito.Core.Journals;
using Tito.Core.Serving;
using Tito.Core.Serving.Inspection;
using Tito.Functions.ChatCompletions;
using Tito.Functions.CloseSession;
using Tito.Functions.CollectSamples;
using Tito.Functions.CreateSession;
using Tito.Functions.DeleteSession;
using Tito.Functions.Errors;
using Tito.Functions.GetProof;
using Tito.Functions.GetSession;
using Tito.Functions.Health;
using Tito.Functions.ListModels;
using Tito.Functions.ListSessions;
using Tito.Functions.RollBackSession;
using Tito.Functions.SweepSessions;
using Tito.Functions.VerifySession;
using Tito.Functions.ViewSession;

namespace Tito.Functions.Hosting;

/// <summary>The web application: what it is made of, and which functions it serves.</summary>
internal static class TitoApp
{
    /// <summary>The route prefix of the Functions host (host.json); the same routes answer without it.</summary>
    private const string RoutePrefix = "/api";

    /// <summary>Builds the application.</summary>
    /// <param name="options">Where to listen, and the limits.</param>
    /// <param name="parts">What is behind the routes.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", options.LifetimeLogs ? LogLevel.Information : LogLevel.Warning)
            .AddFilter(SweepLog.Category, options.LifetimeLogs ? LogLevel.Information : LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services
            .AddSingleton(parts.Journal)
            .AddSingleton<ISessionJournal>(parts.Journal)
            .AddSingleton<IJournalUpkeep>(parts.Journal)
            .AddSingleton(parts.Engine)
            .AddSingleton(parts.Model)
            .AddSingleton(parts.Clock)
            .AddSingleton(options)
            .AddSingleton(new TurnLimits(options.EngineTimeout))
            .AddSingleton<OpenSession>()
            .AddSingleton<ReadSession>()
            .AddSingleton<InspectSession>()
            .AddSingleton<ProveSession>()
            .AddSingleton<Core.Serving.VerifySession>()
            .AddSingleton<Core.Serving.ListSessions>()
            .AddSingleton<Core.Serving.RollBackSession>()
            .AddSingleton<Core.Serving.CloseSession>()
            .AddSingleton<Core.Serving.SweepSessions>()
            .AddSingleton<TakeTurn>()
            .AddSingleton<Core.Serving.CollectSamples>();

        if (!options.IsHosted && options.SweepInterval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<SweepTimer>();
        }

        var app = builder.Build();
        app.UseMiddleware<ErrorBodies>();
        app.UsePathBase(RoutePrefix);
        if (options.ApiKey is { } key)
        {
            app.UseMiddleware<BearerKey>(key, options.IsHosted);
        }

        app.UseRouting();
        MapFunctions(app);
        if (options.IsHosted)
        {
            SweepSessionsFunction.Map(app);
        }

        return app;
    }

    /// <summary>One line a function, in the order of a session's life; each is a folder with its function.json.</summary>
    private static void MapFunctions(WebApplication app)
    {
        CreateSessionFunction.Map(app);
        ListSessionsFunction.Map(app);
        GetSessionFunction.Map(app);
        ViewSessionFunction.Map(app);
        ListModelsFunction.Map(app);
        ChatCompletionsFunction.Map(app);
        CollectSamplesFunction.Map(app);
        GetProofFunction.Map(app);
        VerifySessionFunction.Map(app);
        RollBackSessionFunction.Map(app);
        CloseSessionFunction.Map(app);
        DeleteSessionFunction.Map(app);
        HealthFunction.Map(app);
    }

    private static void Listen(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Listen(options.Address, options.Port);
    }
}
