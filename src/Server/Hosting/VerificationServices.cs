using Tito.Core.Verification;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;
using Tito.Server.Options;
using Tito.Server.Verification;

namespace Tito.Server.Hosting;

/// <summary>What verification runs are made of, in both fronts.</summary>
internal static class VerificationServices
{
    /// <summary>Adds all but the schedule.</summary>
    /// <param name="services">The front's services.</param>
    /// <param name="options">What runs cover.</param>
    /// <param name="parts">Store and engines.</param>
    public static IServiceCollection AddVerification(this IServiceCollection services, VerifyOptions options, ServerParts parts)
    {
        foreach (var engine in parts.VerifiedEngines)
        {
            services.AddSingleton(engine);
        }

        return services
            .AddMetrics()
            .AddSingleton(options)
            .AddSingleton(options.Run)
            .AddSingleton(parts.Verifications)
            .AddSingleton<IGoldenCorpus>(new CorpusFolder(options.Corpus))
            .AddSingleton<VerificationRuns>()
            .AddSingleton<VerificationPlanner>()
            .AddSingleton<ShardVerifier>()
            .AddSingleton<IRunNotice, RunWebhook>()
            .AddSingleton<RunMetrics>()
            .AddSingleton<IRunObserver, RunReport>()
            .AddSingleton<VerificationRunner>();
    }

    /// <summary>Adds the schedule of this process, and its timer where one is asked for.</summary>
    /// <param name="services">The front's services.</param>
    /// <param name="options">When.</param>
    public static void AddVerificationQueue(this IServiceCollection services, VerifyOptions options)
    {
        services
            .AddSingleton<VerificationQueue>()
            .AddSingleton<IVerificationSchedule>(provider => provider.GetRequiredService<VerificationQueue>())
            .AddHostedService(provider => provider.GetRequiredService<VerificationQueue>());
        if (options is not { At: null, Interval: null })
        {
            services.AddHostedService<VerificationTimer>();
        }
    }
}
