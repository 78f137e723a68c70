using System.Collections.Immutable;
using Tito.Replay.Items;
using Tito.Replay.Models;
using Tito.Replay.Plays;
using Tito.Replay.Reports;
using Tito.Replay.Runs;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Scenarios;

/// <summary>The golden scenarios and the manifest, with models that are loaded once.</summary>
internal static class ScenarioCorpus
{
    public static readonly string Folder = Repository.PathTo("tests", "Golden", "corpus", "scenarios");

    public static readonly string Manifest = Path.Combine(Folder, "manifest.tsv");

    /// <summary>Without sockets, over rows in memory.</summary>
    public static ReplayPlace InProcess { get; } = new(InProcess: true, new JournalPlace.Memory());

    public static ReplayModels Models { get; } = new(null, null);

    public static ImmutableArray<ReplayItem> Files { get; } = ReplayItems.Files([Folder]);

    /// <summary>Replays items; every failure is in the message.</summary>
    public static async Task<ImmutableArray<ReplayResult>> AssertGreenAsync(ReplayPlace place, ImmutableArray<ReplayItem> items)
    {
        var results = await new ReplayRun(place, Models, Environment.ProcessorCount)
            .RunAsync(items, failsFast: false, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(items.Length, results.Length);
        Assert.Empty(results.Where(result => !result.IsGreen).Select(result => $"{result.Item.Name}: {ResultText.Of(result)}"));
        return results;
    }
}
