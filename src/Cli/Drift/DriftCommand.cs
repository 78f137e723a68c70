using System.CommandLine;
using Tito.Cli.Replay;
using Tito.Replay.Drift;

namespace Tito.Cli.Drift;

/// <summary>
/// <c>tito drift OLD NEW PATH…</c>: what another tokenizer, template or family does to recorded sessions; without PATH what another engine
/// made of them.
/// </summary>
internal static class DriftCommand
{
    /// <summary>Describes the command.</summary>
    public static Command Create()
    {
        var assets = CliOptions.Assets();
        var asJson = CliOptions.Json();
        var own = new DriftOptions();
        var command = new Command("drift", "Say what a new tokenizer, template, family or engine does to recorded sessions.")
        {
            own.Old, own.New, own.Paths, own.Filter, own.Jobs, own.Tolerance, own.Markdown, assets, asJson,
        };
        command.SetAction((result, cancellationToken) => CliRun.GuardAsync(() => RunAsync(
            new(result, own, result.GetValue(assets)), result.GetValue(asJson), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(DriftRequest request, bool asJson, CancellationToken cancellationToken)
    {
        ReplayProgress? progress = null;
        DriftSummary summary;
        try
        {
            summary = await request.RunAsync(
                count =>
                {
                    progress = new(count, !asJson);
                    return session => progress.Add(session.IsSame);
                },
                cancellationToken);
        }
        finally
        {
            progress?.Dispose();
        }

        new DriftPrinter(asJson).Print(summary);
        if (request.Markdown is { } markdown)
        {
            await File.AppendAllTextAsync(markdown, DriftMarkdown.Write(summary), cancellationToken);
        }

        return summary.Compared == 0 ? CliRun.CannotRun : summary.IsSame ? CliRun.Success : CliRun.CheckFailed;
    }
}
