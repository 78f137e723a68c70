using Microsoft.Data.Sqlite;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Sessions;
using Tito.Engines;
using Tito.Jinja;
using Tito.Server.Options;
using Tito.Tokenizers;

namespace Tito.Server.Hosting;

/// <summary>The process: options in, exit code out.</summary>
internal static class TitoServer
{
    /// <summary>Runs until the process is asked to stop.</summary>
    /// <param name="args">The options.</param>
    /// <param name="front">Makes what listens, of the options and of what the endpoints work with.</param>
    /// <returns>0 after an orderly stop; 2 when the options, the assets or the engine cannot be used.</returns>
    public static async Task<int> RunAsync(string[] args, Func<ServerOptions, ServerParts, IHost> front)
    {
        try
        {
            var configuration = new ConfigurationBuilder().Add(new TitoEnvironment()).AddCommandLine(EngineOption.Gather(args)).Build();
            var options = ServerOptions.Read(configuration);
            using var engines = EngineSet.Open(options);
            var parts = await ServerParts.CreateAsync(options, engines);
            SessionOpener.Check(options.SessionDefaults.Settings(null), parts.Model);
            using var app = front(options, parts);
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(EngineLog.Category);
            await engines.ConnectAsync(
                options.ChecksTokenizer ? TokenizerSamples.Of(parts.Model) : [],
                finding => EngineLog.Say(log, finding),
                CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (Exception refused) when (refused is OptionException or FamilyFileException or AssetException or TemplateException
            or MessageException or InvalidDataException or SqliteException or EngineMismatchException)
        {
            await Console.Error.WriteLineAsync($"tito: {refused.Message}");
            return 2;
        }
    }
}
