using System.CommandLine;

namespace Tito.Cli.Drift;

/// <summary>The arguments and options of <c>tito drift</c>, besides those that other commands have too.</summary>
internal sealed class DriftOptions
{
    /// <summary>The old side.</summary>
    public Argument<string> Old { get; } = new("OLD")
    {
        Description = "The old setup: a folder of model files, a template (*.jinja), a setup file (*.json), or current. "
            + "Without PATH: the old recordings.",
    };

    /// <summary>The new side.</summary>
    public Argument<string> New { get; } = new("NEW")
    {
        Description = "The new setup, in one of the same forms. Without PATH: the new recordings.",
    };

    /// <summary>What they are compared on.</summary>
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Exported sessions, golden trajectories or scenarios: files, or folders of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Which of them.</summary>
    public Option<string?> Filter { get; } = new("--filter")
    {
        Description = "Compares only what has this in its name; * stands for anything.",
        HelpName = "PATTERN",
    };

    /// <summary>How many at once.</summary>
    public Option<int?> Jobs { get; } = new("--jobs")
    {
        Description = "How many are compared at once. Default: as many as there are processors.",
        HelpName = "N",
    };

    /// <summary>How far logprobs may be apart.</summary>
    public Option<double> Tolerance { get; } = new("--tolerance")
    {
        Description = "Of two recordings: how far the logprobs of one token may be apart, in nats.",
        HelpName = "NATS",
        DefaultValueFactory = _ => 0.1,
    };

    /// <summary>A summary for CI servers.</summary>
    public Option<string?> Markdown { get; } = CliOptions.Markdown();
}
