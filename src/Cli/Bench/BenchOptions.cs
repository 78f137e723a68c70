using System.CommandLine;
using Tito.Replay.Bench;
using Tito.Server.Options;

namespace Tito.Cli.Bench;

/// <summary>The options of <c>tito bench</c>, besides those of its target; docs/conformance.md has them for people.</summary>
internal sealed class BenchOptions
{
    private static readonly BenchPlan Defaults = new();

    /// <summary>Turns at each size.</summary>
    public Option<int> Turns { get; } = new("--turns")
    {
        Description = "How many turns are timed at each size of context.",
        HelpName = "N",
        DefaultValueFactory = _ => Defaults.Turns,
    };

    /// <summary>Seconds for each number of sessions.</summary>
    public Option<double> Seconds { get; } = new("--seconds")
    {
        Description = "How long each number of sessions asks.",
        HelpName = "S",
        DefaultValueFactory = _ => Defaults.Duration.TotalSeconds,
    };

    /// <summary>The server's process.</summary>
    public Option<int?> ProcessId { get; } = new("--pid")
    {
        Description = "The server's process on this machine, whose memory is measured.",
        HelpName = "PID",
    };

    /// <summary>How it is started again.</summary>
    public Option<string?> RestartCommand { get; } = new("--restart-command")
    {
        Description = "Kills the process of --pid at the end, and starts the server again by this shell command.",
        HelpName = "CMD",
    };

    /// <summary>What is measured.</summary>
    /// <exception cref="OptionException">A value is outside its range.</exception>
    public BenchPlan Read(ParseResult result)
    {
        var (turns, seconds, process) = (result.GetValue(Turns), result.GetValue(Seconds), result.GetValue(ProcessId));
        var command = result.GetValue(RestartCommand);
        return new()
        {
            Turns = turns >= 1 ? turns : throw new OptionException("turns", "1 or more"),
            Duration = seconds is > 0 and <= 3600
                ? TimeSpan.FromSeconds(seconds)
                : throw new OptionException("seconds", "above 0, up to 3600"),
            ProcessId = process,
            RestartCommand = command is null || process is not null
                ? command
                : throw new OptionException("pid", "the process that is killed"),
        };
    }
}
