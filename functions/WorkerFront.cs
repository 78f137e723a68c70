using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Tito.Core.Sessions;
using Tito.Core.Turns;
using Tito.Core.Verification;
using Tito.Functions.Durable;
using Tito.Server.Options;

namespace Tito.Functions;

/// <summary>The front under the Functions host: a worker, whose functions lead to the endpoints of the server.</summary>
internal static class WorkerFront
{
    /// <summary>Whether the Functions host started this process: it says where it listens.</summary>
    public static bool IsAskedFor(string[] args) => args.Contains("--functions-uri");

    /// <summary>Runs until the host ends the process.</summary>
    /// <param name="args">The host's words to the worker. No option is among them: they come from the environment alone.</param>
    /// <returns>As of <see cref="TitoServer.RunAsync"/>.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        // The worker's packages read bindings by reflection; ours do not, and the server by itself stays without. Before any JSON is read.
        AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", true);
        return TitoServer.RunAsync(
            new ConfigurationBuilder().Add(new TitoEnvironment()).Build(),
            new((options, parts) => Build(args, options, parts), Listens: false));
    }

    private static IHost Build(string[] args, ServerOptions options, ServerParts parts)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.AddTito(options, parts);
        builder.Services.AddRouting().AddSingleton<Site>();
        AddDurable(builder.Services);
        var host = builder.Build();
        TitoServices.FollowParts(host.Services, parts);
        return host;
    }

    /// <summary>Who says when to act next: under the host, Durable Functions.</summary>
    private static void AddDurable(IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<IDeferredTurns, DurableDeferredTurns>()
        .AddSingleton<IWakeups, DurableWakeups>()
        .AddSingleton<IVerificationSchedule, DurableVerificationSchedule>();
}
