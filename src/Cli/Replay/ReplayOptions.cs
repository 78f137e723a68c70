using System.CommandLine;
using System.Globalization;
using Tito.Server.Options;

namespace Tito.Cli.Replay;

/// <summary>The options of <c>tito replay</c>, besides those that other commands have too.</summary>
internal sealed class ReplayOptions
{
    /// <summary>What is replayed.</summary>
    public Argument<string[]> Paths { get; } = new("PATH")
    {
        Description = "Golden scenarios, golden trajectories or exported sessions: files, or folders of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Manifests of seeded scenarios.</summary>
    public Option<string[]> Manifests { get; } = new("--manifest")
    {
        Description = "A manifest of seeded scenarios, which are made and replayed as well; may be given several times.",
        HelpName = "FILE",
    };

    /// <summary>Which of them.</summary>
    public Option<string?> Filter { get; } = new("--filter")
    {
        Description = "Replays only what has this in its name; * stands for anything.",
        HelpName = "PATTERN",
    };

    /// <summary>Which part of them.</summary>
    public Option<string?> Shard { get; } = new("--shard")
    {
        Description = "Replays one of several parts, as 3/8: what falls to it by its name.",
        HelpName = "I/N",
    };

    /// <summary>Whether the first failure ends it.</summary>
    public Option<bool> FailFast { get; } = new("--fail-fast") { Description = "Stops at the first failure." };

    /// <summary>Whether it goes on watching.</summary>
    public Option<bool> Watch { get; } = new("--watch") { Description = "Replays again whenever a file changes, until it is stopped." };

    /// <summary>Whether without sockets.</summary>
    public Option<bool> InProcess { get; } = new("--in-process")
    {
        Description = "Plays scenarios without sockets: the server's whole pipeline, with the recording in the engine's place.",
    };

    /// <summary>Where sessions are kept.</summary>
    public Option<string?> Journal { get; } = new("--journal")
    {
        Description = "Where the sessions of scenarios are kept: memory or sqlite. Default: sqlite, and memory with --in-process.",
        HelpName = "PLACE",
    };

    /// <summary>An Azure journal.</summary>
    public Option<string?> Tables { get; } = new("--tables")
    {
        Description = "Keeps them in an Azure storage account instead: its connection string, or its address.",
        HelpName = "CONN",
    };

    /// <summary>How its rows are sealed.</summary>
    public SealOptions Seals { get; } = new();

    /// <summary>How many at once.</summary>
    public Option<int?> Jobs { get; } = new("--jobs")
    {
        Description = "How many are replayed at once. Default: as many as there are processors.",
        HelpName = "N",
    };

    /// <summary>A report for CI servers.</summary>
    public Option<string?> JUnit { get; } = new("--junit") { Description = "Writes a report as JUnit XML.", HelpName = "FILE" };

    /// <summary>A report for people.</summary>
    public Option<string?> Report { get; } = new("--report")
    {
        Description = "Writes a report as one HTML file, which needs nothing else.",
        HelpName = "FILE",
    };

    /// <summary>A summary for CI servers.</summary>
    public Option<string?> Markdown { get; } = CliOptions.Markdown();

    /// <summary>The shard that the option names.</summary>
    /// <exception cref="OptionException">It is none.</exception>
    public static (int Index, int Count)? ParseShard(string? text) => text is null ? null
        : text.Split('/') is [var index, var count]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var shards)
        && shard >= 1 && shard <= shards
            ? (shard, shards)
            : throw new OptionException("shard", "one of several parts, as 3/8");
}
