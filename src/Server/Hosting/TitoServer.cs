using Microsoft.Data.Sqlite;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Engines;
using Tito.Jinja;
using Tito.Server.Options;
using Tito.Server.Seen;
using Tito.Tokenizers;

namespace Tito.Server.Hosting;

/// <summary>The process: options in, exit code out.</summary>
internal static class TitoServer
{
    /// <summary>Runs until the process is asked to stop.</summary>
    /// <param name="configuration">The options by their names.</param>
    /// <param name="front">What listens.</param>
    /// <param name="bringEngine">
    /// Gives the address of an engine for the model that is served, where no option names one; null where one has to. The caller stops it.
    /// </param>
    /// <returns>
    /// 0 after an orderly stop; <see cref="ServerRun.TurnsWereCut"/> where turns were cut; 2 when the options, the assets or the engine
    /// cannot be used.
    /// </returns>
    public static async Task<int> RunAsync(
        IConfiguration configuration, ServerFront front, Func<SessionModel, Task<Uri>>? bringEngine = null)
    {
        try
        {
            var options = ServerOptionsReader.Read(configuration, bringEngine is not null);
            if (front.Listens)
            {
                ListenPlace.Try(options.Address, options.Port);
            }

            var model = ServerParts.LoadModel(options);
            if (bringEngine is not null)
            {
                options = options with { Engines = EngineOption.Parse((await bringEngine(model)).AbsoluteUri) };
            }

            return await ServeAsync(options, model, front);
        }
        catch (Exception refused) when (IsMendable(refused))
        {
            await Console.Error.WriteLineAsync($"tito: {refused.Message.Split('\n', '\r')[0]}");
            return 2;
        }
    }

    private static async Task<int> ServeAsync(ServerOptions options, SessionModel model, ServerFront front)
    {
        using var metrics = new TitoMetrics();
        using var engines = EngineSet.Open(options, metrics);
        var parts = await ServerParts.CreateAsync(options, model, engines, metrics);
        SessionOpener.Check(options.SessionDefaults.Settings(null), model);
        using var app = front.Build(options, parts);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(EngineLog.Category);
        await engines.ConnectAsync(
            options.ChecksTokenizer ? TokenizerSamples.Of(model) : [],
            finding => EngineLog.Say(log, finding),
            CancellationToken.None);
        return await new ServerRun(app, options.DrainTime).RunAsync();
    }

    /// <summary>Whether the message of a failure says what the operator can mend.</summary>
    private static bool IsMendable(Exception failure) => failure is OptionException or FamilyFileException or AssetException
        or TemplateException or MessageException or InvalidDataException or SqliteException or EngineMismatchException
        or IOException or UnauthorizedAccessException;
}
