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
    /// <summary>How long an agent may ask again and again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end in a folder; one that finds none is killed.</summary>
    public async Task<AgentEnd> RunAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        var path = $"{Path.GetDirectoryName(NodeProgram.Path)}:{System.Environment.GetEnvironmentVariable("PATH")}";
        using var run = ProgramRun.StartIn(
            folder.Path, Program, Arguments, [("HOME", folder.Home), ("PWD", folder.Path), ("PATH", path), .. Environment]);
        run.CloseInput();
        using var timer = new CancellationTokenSource(Longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var result = await run.EndAsync(either.Token);
            return new(
                result.ExitCode == 0,
                string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}: {result.Error}\n{result.Output}"));
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            return new(false, string.Create(CultureInfo.InvariantCulture, $"killed after {Longest.TotalMinutes} minutes"));
        }
    }
}
