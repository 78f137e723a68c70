using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Runtime;
using Tito.Replay.Reports;
using Tito.Replay.Runs;
using Tito.Storage.Sqlite;

namespace Tito.Cli.Replay;

/// <summary><c>tito replay PATH…</c>: replays golden scenarios and trajectories offline, and names the first difference of each.</summary>
internal static class ReplayCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var family = new FamilyOptions();
        var asJson = CliOptions.Json();
        var own = new ReplayOptions();
        var command = new Command("replay", "Replay golden scenarios and trajectories, and prove every token, origin, mask and digest.")
        {
            own.Paths, own.Manifests, own.Filter, own.Shard, own.FailFast, own.Watch, own.InProcess, own.Journal, own.Tables, own.Jobs,
            own.JUnit, own.Report, own.Markdown, assets, family.Name, family.File, asJson,
        };
        own.Seals.AddTo(command);
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() => RunAsync(
            new(result, own, new(result.GetValue(assets), family.FindNamed(result)), result.GetValue(asJson)), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var status = await RunOnceAsync(request, cancellationToken);
        if (request.Watches)
        {
            using var watched = new WatchedFiles(request.Watched);
            while (await watched.ChangedAsync(cancellationToken))
            {
                status = await RunOnceAsync(request, cancellationToken);
            }
        }

        return status;
    }

    private static async Task<int> RunOnceAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        // Nobody waits for one answer: a collector that works beside the replay takes more than its pauses would.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        var items = request.Items();
        request.Models.Require();
        using var folder = new ReplayFolder();
        using var progress = new ReplayProgress(items.Length, !request.AsJson);
        var printer = new ReplayPrinter(request.AsJson, progress);
        var began = Stopwatch.GetTimestamp();
        ImmutableArray<ReplayResult> results;
        try
        {
            results = await new ReplayRun(request.Place(folder.Path), request.Models, request.Jobs)
                .RunAsync(items, request.FailsFast, printer.Print, cancellationToken);
        }
        finally
        {
            SqliteJournal.ReleaseFiles(folder.Path);
        }

        var summary = new ReplaySummary(results, items.Length, Stopwatch.GetElapsedTime(began));
        progress.Clear();
        printer.End(summary);
        request.WriteReports(summary);
        return summary.Failed == 0 ? CliRun.Success : CliRun.CheckFailed;
    }
}
