using System.CommandLine;
using Tito.Server.Hosting;

namespace Tito.Server.CommandLine;

/// <summary>The command line of the server's own executable: options alone.</summary>
internal static class ServerCommand
{
    /// <summary>Reads the command line and runs the server.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>As of <see cref="TitoServer.RunAsync"/>.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var options = new ServerCommandOptions();
        var root = new RootCommand("The server of Token-In-Token-Out sessions. Each option is also an environment variable, TITO_NAME.");
        foreach (var option in options.All)
        {
            root.Options.Add(option);
        }

        root.SetAction((result, _) => TitoServer.RunAsync(options.Read(result), TitoApp.Front));
        return StrictCommandLine.RunAsync(root, args, serves: root);
    }
}
