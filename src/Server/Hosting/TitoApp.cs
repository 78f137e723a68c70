using Tito.Server.Endpoints;
using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>The server by itself: a web server with a timer of its own.</summary>
internal static class TitoApp
{
    /// <summary>The front that listens by itself.</summary>
    public static ServerFront Front { get; } = new(Build, Listens: true);

    /// <summary>Builds the application.</summary>
    /// <param name="options">Where to listen, and the limits.</param>
    /// <param name="parts">What the routes work with.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts) => Build(options, parts, _ => { });

    /// <summary>Builds the application of other parts, where it does not listen to a socket.</summary>
    /// <param name="options">Where to listen, and the limits.</param>
    /// <param name="parts">What the routes work with.</param>
    /// <param name="configure">Changes what the application is built of.</param>
    public static WebApplication Build(ServerOptions options, ServerParts parts, Action<WebApplicationBuilder> configure)
    {
        // Its options are read once: nothing watches files for it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.AddTito(options, parts);
        builder.Logging.AddSimpleConsole(console =>
        {
            // A line an event: what looks for one finds it whole.
            (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ");
        });
        builder.Services.AddLocalSchedule();

        // Whoever stops the server says when it has waited long enough.
        builder.Services.AddSingleton<DrainSwitch>().Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Address, options.Port));
        if (options.SweepInterval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<SweepTimer>();
        }

        builder.Services.AddVerificationQueue(options.Verify);
        configure(builder);
        var app = builder.Build();
        TitoServices.FollowParts(app.Services, parts);
        app.UseTito(options, isAlone: true);
        return app;
    }
}
