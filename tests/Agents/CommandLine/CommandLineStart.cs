using System.Collections.Immutable;
using System.Globalization;
using Tito.Tests.Agents.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Agents.CommandLine;

/// <summary>How a command-line agent is started.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables beside the home and the path.</param>
internal sealed record CommandLineStart(
    string Program, ImmutableArray<string> Arguments, params ImmutableArray<(string Name, string Value)> Environment)
{
    /// <summary>Runs it to its end in a folder.</summary>
    public async Task<AgentEnd> RunAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        var path = $"{Path.GetDirectoryName(NodeProgram.Path)}:{System.Environment.GetEnvironmentVariable("PATH")}";
        using var run = ProgramRun.StartIn(
            folder.Path, Program, Arguments, [("HOME", folder.Home), ("PWD", folder.Path), ("PATH", path), .. Environment]);
        run.CloseInput();
        var result = await run.EndAsync(cancellationToken);
        return new(
            result.ExitCode == 0,
            string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}: {result.Error}\n{result.Output}"));
    }
}
