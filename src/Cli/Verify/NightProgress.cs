using System.Globalization;
using Spectre.Console;
using Tito.Core.Messages;
using Tito.Core.Verification.Runs;
using Tito.Core.Verification.Shards;

namespace Tito.Cli.Verify;

/// <summary>Says what becomes of each shard as it happens, and at last the verdict.</summary>
/// <param name="isSilent">Whether nothing is said, because the whole run is printed as JSON.</param>
internal sealed class NightProgress(bool isSilent) : IRunObserver
{
    private readonly Lock _lock = new();

    /// <summary>Says what changed since the baseline.</summary>
    public void Begin(VerificationRun run)
    {
        if (isSilent)
        {
            return;
        }

        AnsiConsole.MarkupLine(Markup.Escape($"run {run.Id}, held against {run.Baseline ?? "nothing"}"));
        foreach (var (name, before, now) in run.Changes)
        {
            AnsiConsole.MarkupLine($"[yellow]changed[/]    {Markup.Escape($"{name}: was {before ?? "nothing"}, is {now ?? "nothing"}")}");
        }
    }

    /// <inheritdoc/>
    public void ShardRecorded(string runId, VerificationShard shard, ShardResult result)
    {
        if (isSilent)
        {
            return;
        }

        lock (_lock)
        {
            var color = result.Outcome switch
            {
                ShardOutcome.Green => "green",
                ShardOutcome.NotServed => "yellow",
                _ => "red",
            };
            var what = $"{WireName.Of(shard.Kind)}{(shard.Engine is { } engine ? $" {engine}" : "")}: {Counted(shard, result)}";
            AnsiConsole.MarkupLine($"[{color}]{WireName.Of(result.Outcome),-10}[/] {Markup.Escape($"shard {shard.Index}, {what}")}");
            foreach (var failure in result.Failures)
            {
                AnsiConsole.MarkupLine($"           {Markup.Escape(Line(failure))}");
            }

            foreach (var note in result.Notes)
            {
                AnsiConsole.MarkupLine($"           {Markup.Escape(note)}");
            }
        }
    }

    /// <inheritdoc/>
    public void ShardContradicted(string runId, VerificationShard shard, ShardResult kept, ShardResult result)
    {
        if (!isSilent)
        {
            AnsiConsole.MarkupLine(Markup.Escape(
                $"shard {shard.Index} is {WireName.Of(result.Outcome)} here; it was recorded before as {WireName.Of(kept.Outcome)}"));
        }
    }

    /// <inheritdoc/>
    public void RunDamaged(string runId, string reason)
    {
        if (!isSilent)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"run {runId} is damaged: {reason}"));
        }
    }

    /// <inheritdoc/>
    public void RunClosed(VerificationRun run, RunSummary summary)
    {
        if (!isSilent)
        {
            var nats = summary.LargestLogprobDifference is { } largest
                ? string.Create(CultureInfo.InvariantCulture, $", largest logprob difference {largest:0.######}")
                : "";
            AnsiConsole.MarkupLine(
                $"[{(summary.IsGreen ? "green" : "red")}]{summary.Verdict}[/]: {summary.Checked} looked at in {summary.ShardCount} shards, "
                + $"{summary.Failures} failures, {summary.NotServed} not served, {summary.SetAside} set aside{nats}");
        }
    }

    private static string Counted(VerificationShard shard, ShardResult result) =>
        result.Reason is { } reason ? reason : $"{result.Checked} of {shard.Items.Length} looked at, {result.FailureCount} failures";

    private static string Line(VerificationFailure failure)
    {
        var turn = failure.Turn is { } number ? string.Create(CultureInfo.InvariantCulture, $", turn {number}") : "";
        return $"{failure.Item}{turn}: {failure.What} ({WireName.Of(failure.Cause)}): {failure.Detail}";
    }
}
