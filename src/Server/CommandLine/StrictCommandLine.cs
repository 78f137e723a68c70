using System.CommandLine;

namespace Tito.Server.CommandLine;

/// <summary>
/// How every executable reads its command line: what is not known, or has no or another kind of value, is one line on standard error and
/// exit code 2, before anything is done.
/// </summary>
internal static class StrictCommandLine
{
    private const int CannotRun = 2;
    private const string Help = "--help";

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="root">The executable's commands.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="serves">
    /// The command that ends by signals of its own: it drains what is under way, which takes longer than others are given.
    /// </param>
    public static async Task<int> RunAsync(RootCommand root, string[] args, Command serves)
    {
        // As people ask: `tito help serve`.
        string[] asked = args is ["help", .. var rest] ? [.. rest, Help] : args;
        var result = root.Parse(asked, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"tito: {UsageError.Of(result)}");
            return CannotRun;
        }

        var isServing = ReferenceEquals(result.CommandResult.Command, serves);
        return await result.InvokeAsync(
            isServing ? new InvocationConfiguration { ProcessTerminationTimeout = null } : new InvocationConfiguration());
    }
}
