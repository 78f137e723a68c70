using System.Collections.Immutable;
using System.CommandLine;
using Tito.Replay.Items;
using Tito.Replay.Models;
using Tito.Replay.Plays;
using Tito.Replay.Reports;
using Tito.Server.Options;

namespace Tito.Cli.Replay;

/// <summary>What a command line asks to replay, and how.</summary>
/// <param name="result">The command line.</param>
/// <param name="options">Its options.</param>
/// <param name="models">The models.</param>
/// <param name="asJson">Whether JSON lines are printed.</param>
internal sealed class ReplayRequest(ParseResult result, ReplayOptions options, ReplayModels models, bool asJson)
{
    /// <summary>The models.</summary>
    public ReplayModels Models => models;

    /// <summary>Whether JSON lines are printed.</summary>
    public bool AsJson => asJson;

    /// <summary>Whether the first failure ends it.</summary>
    public bool FailsFast => result.GetValue(options.FailFast);

    /// <summary>Whether it goes on watching.</summary>
    public bool Watches => result.GetValue(options.Watch);

    /// <summary>How many are replayed at once.</summary>
    /// <exception cref="OptionException">It is below 1.</exception>
    public int Jobs => result.GetValue(options.Jobs) switch
    {
        null => Environment.ProcessorCount,
        >= 1 and var jobs => jobs,
        _ => throw new OptionException("jobs", "1 or more"),
    };

    /// <summary>The files and folders that are watched.</summary>
    public ImmutableArray<string> Watched => [.. Paths, .. Manifests];

    private string[] Paths => result.GetValue(options.Paths) ?? [];

    private string[] Manifests => result.GetValue(options.Manifests) ?? [];

    /// <summary>What is replayed.</summary>
    /// <exception cref="OptionException">Nothing is named, or the filter leaves nothing.</exception>
    /// <exception cref="IOException">Nothing is found.</exception>
    /// <exception cref="InvalidDataException">A manifest names nothing, or a line of it is of another form.</exception>
    public ImmutableArray<ReplayItem> Items()
    {
        if (Watched.IsEmpty)
        {
            throw new OptionException("manifest", "a file, where no PATH is named");
        }

        var items = ReplayItems.Files(Paths).AddRange(Manifests.SelectMany(manifest => ReplayItems.Manifest(manifest)));
        items = result.GetValue(options.Filter) is { } pattern ? ReplayItems.Filter(items, pattern) : items;
        if (items.IsEmpty)
        {
            // Nothing that failed is no proof: a pattern that is misspelt would be green for ever.
            throw result.GetValue(options.Filter) is null
                ? new InvalidDataException($"{string.Join(", ", Manifests)}: names nothing to replay")
                : new OptionException("filter", "a pattern that some name has");
        }

        return ReplayOptions.ParseShard(result.GetValue(options.Shard)) is var (index, count)
            ? ReplayItems.Shard(items, index, count)
            : items;
    }

    /// <summary>How scenarios are played.</summary>
    /// <param name="folder">A folder for what is thrown away.</param>
    /// <exception cref="OptionException">There is no such journal.</exception>
    public ReplayPlace Place(string folder)
    {
        var inProcess = result.GetValue(options.InProcess);
        return new(inProcess, (result.GetValue(options.Tables), result.GetValue(options.Journal)) switch
        {
            ({ } connection, null) => new JournalPlace.Azure(connection, RowSealsOption.Read(options.Seals.Configuration(result))),
            (null, "memory") => new JournalPlace.Memory(),
            (null, "sqlite") => new JournalPlace.Sqlite(folder),
            (null, null) => inProcess ? new JournalPlace.Memory() : new JournalPlace.Sqlite(folder),
            (null, _) => throw new OptionException("journal", "memory or sqlite"),
            _ => throw new OptionException("tables", "a storage account, without --journal"),
        });
    }

    /// <summary>Writes the reports that are asked for.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void WriteReports(ReplaySummary summary)
    {
        if (result.GetValue(options.JUnit) is { } junit)
        {
            File.WriteAllText(junit, JUnitReport.Write(summary));
        }

        if (result.GetValue(options.Report) is { } report)
        {
            File.WriteAllBytes(report, HtmlReport.Write(summary));
        }

        if (result.GetValue(options.Markdown) is { } markdown)
        {
            File.AppendAllText(markdown, ReplayMarkdown.Write(summary));
        }
    }
}
