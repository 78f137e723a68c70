using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tito.Core.Buffers;
using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Core.Sessions.Inspection;
using Tito.Core.Turns;
using Tito.Core.Verification;
using Tito.Engines.Routing;
using Tito.Server.Access;
using Tito.Server.Deferred;
using Tito.Server.Logs;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>What the endpoints are made of, in both fronts: the server by itself and the worker of the Functions host.</summary>
internal static class TitoServices
{
    /// <summary>Adds the parts, the use cases, the limits and what the log shows.</summary>
    /// <param name="builder">The front.</param>
    /// <param name="options">The limits.</param>
    /// <param name="parts">What the routes work with.</param>
    public static void AddTito(this IHostApplicationBuilder builder, ServerOptions options, ServerParts parts)
    {
        AddLogs(builder.Logging, options);
        builder.AddTelemetry(options, parts);
        builder.Services
            .AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>()
            .AddSingleton(parts.Journal)
            .AddSingleton<ISessionJournal>(parts.Journal)
            .AddSingleton<IJournalUpkeep>(parts.Journal)
            .AddSingleton<IParkedTurns>(parts.Journal)
            .AddSingleton(parts.Engine)
            .AddSingleton(parts.Model)
            .AddSingleton(parts.Clock)
            .AddSingleton(options)
            .AddSingleton(new TurnLimits(options.Routing.Patience + options.EngineTimeout))
            .AddSingleton<FreedMemory>()
            .AddSingleton<KeyLimits>()
            .AddSingleton<Readiness>()
            .AddSingleton<SessionOpener>()
            .AddSingleton<SessionViewer>()
            .AddSingleton<SessionInspector>()
            .AddSingleton<SessionProver>()
            .AddSingleton<SessionVerifier>()
            .AddSingleton<SessionLister>()
            .AddSingleton<SessionMover>()
            .AddSingleton<SessionCloser>()
            .AddSingleton<TurnAnnotator>()
            .AddSingleton<SessionSweeper>()
            .AddSingleton<SweepRun>()
            .AddSingleton<TurnTaker>()
            .AddSingleton<TurnAborter>()
            .AddSingleton<TurnCounter>()
            .AddSingleton<TurnParker>()
            .AddSingleton<TurnFinder>()
            .AddSingleton<TurnSchedule>()
            .AddSingleton<DeferredTurnRunner>()
            .AddSingleton(services => new SessionAlarm(
                parts.Journal, services.GetRequiredService<TurnLimits>(), options.SessionTimeToLive, parts.Clock))
            .AddSingleton<SessionCollector>()
            .AddSingleton<BulkCollector>()
            .AddVerification(options.Verify, parts)
            .Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            });

        if (parts.Engine is RoutedEngine && options.ProbeInterval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<ProbeTimer>();
        }
    }

    /// <summary>Adds what decides when to act next in this process alone, over what waits in the journal.</summary>
    public static void AddLocalSchedule(this IServiceCollection services) => services
        .AddSingleton<LocalDeferredTurns>()
        .AddSingleton<IDeferredTurns>(provider => provider.GetRequiredService<LocalDeferredTurns>())
        .AddHostedService(provider => provider.GetRequiredService<LocalDeferredTurns>())
        .AddSingleton<IWakeups, LocalWakeups>();

    /// <summary>
    /// Lets the log of a front hear of engines that fail and come back, of attempts that no client hears of and of sessions that expire,
    /// and its metrics look at the parts.
    /// </summary>
    public static void FollowParts(IServiceProvider services, ServerParts parts)
    {
        Telemetry.Observe(services, parts);
        var (logs, metrics) = (services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<TitoMetrics>());
        AttemptLog.Follow(services.GetRequiredService<TurnTaker>(), logs, tokens => metrics.LostTokens.Add(tokens));
        SweepLog.Follow(services.GetRequiredService<SessionAlarm>(), services.GetRequiredService<SessionSweeper>(), logs, metrics);
        if (parts.Engine is RoutedEngine engines)
        {
            engines.Changed = EndpointLog.Of(logs);
        }
    }

    private static void AddLogs(ILoggingBuilder logs, ServerOptions options)
    {
        var withLifetime = options.LifetimeLogs;
        var requests = !withLifetime || options.RequestLog == RequestLogLevel.None ? LogLevel.None
            : options.RequestLog == RequestLogLevel.Errors ? LogLevel.Warning
            : LogLevel.Information;
        var lifetime = withLifetime ? LogLevel.Information : LogLevel.Warning;
        logs.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", lifetime)
            .AddFilter(RequestLog.Category, requests)
            .AddFilter(SweepLog.Category, lifetime)
            .AddFilter(EngineLog.Category, lifetime)
            .AddFilter(VerificationLog.Category, lifetime)
            .AddFilter(EndpointLog.Category, withLifetime ? LogLevel.Information : LogLevel.None)
            .AddFilter(DrainLog.Category, withLifetime ? LogLevel.Warning : LogLevel.None)
            .AddFilter(DeferredLog.Category, withLifetime ? LogLevel.Warning : LogLevel.None)
            .AddFilter(AttemptLog.Category, withLifetime ? LogLevel.Information : LogLevel.None)
            .AddFilter(RestartLog.Category, withLifetime ? LogLevel.Warning : LogLevel.None);
    }
}
