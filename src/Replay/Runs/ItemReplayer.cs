using System.Diagnostics;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Checks;
using Tito.Replay.Items;
using Tito.Replay.Models;
using Tito.Replay.Plays;

namespace Tito.Replay.Runs;

/// <summary>Replays items, one after the other, with a server for each model.</summary>
/// <remarks>Not thread-safe: one for each worker.</remarks>
/// <param name="place">How scenarios are played.</param>
/// <param name="models">The models.</param>
/// <param name="number">The worker's number, by which its servers' journals are told apart.</param>
internal sealed class ItemReplayer(ReplayPlace place, ReplayModels models, int number) : IAsyncDisposable
{
    private const int MostServers = 1_000;

    private readonly Dictionary<SessionModel, ReplayServer> _servers = [];

    /// <summary>Replays one item.</summary>
    public async Task<ReplayResult> RunAsync(ReplayItem item, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var result = item switch
        {
            ReplayItem.File file => await RunFileAsync(file, cancellationToken).ConfigureAwait(false),
            ReplayItem.Seeded seeded => await RunSeededAsync(seeded, cancellationToken).ConfigureAwait(false),
            _ => throw new UnreachableException(),
        };
        return result with { Duration = Stopwatch.GetElapsedTime(began) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<ReplayResult> RunFileAsync(ReplayItem.File file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file.Path).Length is var length && length > GoldenReader.MaxBytes)
        {
            return Unreadable(file, new("$", $"has {length} bytes; a file has at most {GoldenReader.MaxBytes}."), null);
        }

        return await ReplayAsync(file, await File.ReadAllBytesAsync(file.Path, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Replays the bytes of a file: whatever is wrong with them is that file's failure, and the run goes on. They need not be those that
    /// lie there.
    /// </summary>
    internal async Task<ReplayResult> ReplayAsync(ReplayItem.File file, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            SealFile.Check(file.Path, bytes);
            return ScenarioFile.IsTrajectory(bytes)
                ? TrajectoryReplay.Run(file, GoldenReader.Read(bytes), models)
                : await RunScenarioAsync(file, file.Path, ScenarioReader.Read(bytes), cancellationToken).ConfigureAwait(false);
        }
        catch (GoldenFormatException broken)
        {
            return Unreadable(file, broken, ScenarioFailureReader.Find(bytes) ?? ScenarioFile.FailureByName(file.Name));
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // The kind of the failure is what tells a defect of ours from a file that asks for what there is not.
            return new() { Item = file, Difference = new(-1, ScenarioPlace.Format, $"{wrong.GetType().Name}: {wrong.Message}") };
        }
    }

    private async Task<ReplayResult> RunScenarioAsync(
        ReplayItem item, string path, GoldenScenario scenario, CancellationToken cancellationToken)
    {
        var model = models.OfScenario(path, scenario.Assets, scenario.Family);
        var played = await PlayAsync(model, scenario, cancellationToken).ConfigureAwait(false);
        var difference = ScenarioCheck.Find(played, model.Renderer.Describe);
        var result = new ReplayResult
        {
            Item = item,
            Family = scenario.Family,
            Kind = scenario.Kind,
            Turns = Turns(played),
            Tokens = Tokens(played),
            NotExpected = NotExpected.Of(scenario),
        };
        return Judged(result, difference is null ? null : FailureContext.Add(difference, played, model), scenario.Fails);
    }

    /// <summary>Of a seed, the oracle has written one digest of all that comes of it.</summary>
    private async Task<ReplayResult> RunSeededAsync(ReplayItem.Seeded seeded, CancellationToken cancellationToken)
    {
        var model = models.OfScenario(seeded.Manifest, seeded.Family, seeded.Family);
        var scenario = models.Seeds(seeded.Manifest).Expand(seeded.Seed, model.Renderer.Tokenizer);
        var played = await PlayAsync(model, scenario, cancellationToken).ConfigureAwait(false);
        var outcome = ScenarioCheck.Outcome(played);
        var digest = outcome.Digest();
        return new()
        {
            Item = seeded,
            Family = seeded.Family,
            Kind = seeded.Kind,
            Turns = Turns(played),
            Tokens = Tokens(played),
            Difference = (scenario.Family, scenario.Kind) != (seeded.Family, seeded.Kind)
                ? new(-1, ScenarioPlace.Format, $"The seed gives {scenario.Family} and {scenario.Kind}.")
                : digest == seeded.Digest
                ? played.Session is { } session ? SessionCheck.FindKept(played, session) : null
                : new(
                    -1, ScenarioPlace.Digest,
                    $"expected {seeded.Digest}, found {digest}, which stands for: "
                    + outcome.Text().ReplaceLineEndings("; ").Replace('\t', ' ')),
            Cause = digest == seeded.Digest ? null
                : $"tools/oracle/scenarios/expand.py {seeded.Seed} prints the scenario as a file; its replay names the place.",
        };
    }

    private static int Turns(PlayedScenario played) => played.Session?.Trajectory.Turns.Count ?? 0;

    private static int Tokens(PlayedScenario played) => Turns(played) > 0 ? played.Session!.Trajectory.Turns[^1].Tokens.Count : 0;

    private async Task<PlayedScenario> PlayAsync(SessionModel model, GoldenScenario scenario, CancellationToken cancellationToken)
    {
        if (!_servers.TryGetValue(model, out var server))
        {
            server = await ReplayServer.StartAsync(place, model, (number * MostServers) + _servers.Count, cancellationToken)
                .ConfigureAwait(false);
            _servers.Add(model, server);
        }

        return await new ScenarioPlayer(server).PlayAsync(scenario, cancellationToken).ConfigureAwait(false);
    }

    private static ReplayResult Unreadable(ReplayItem item, GoldenFormatException broken, ScenarioFailure? fails) => Judged(
        new() { Item = item, Kind = "unreadable" }, new(-1, ScenarioPlace.Format, broken.Message), fails,
        IsOther(item, broken, fails) ? $"should be refused at {fails?.Field ?? "its form"}, and is refused at {broken.Field}" : null);

    /// <summary>A line that is not the sealed one is only what should be found where the file says so.</summary>
    private static bool IsOther(ReplayItem item, GoldenFormatException broken, ScenarioFailure? fails) => fails?.Field is { } field
        ? field != broken.Field
        : broken.Field.StartsWith(ScenarioSeal.Place, StringComparison.Ordinal) && !ScenarioFile.IsBrokenSeal(item.Name);

    /// <summary>A broken scenario is green where it fails exactly as it says.</summary>
    private static ReplayResult Judged(
        ReplayResult result, ReplayDifference? difference, ScenarioFailure? fails, string? otherwise = null)
    {
        if (fails is null)
        {
            return result with { Difference = difference, Cause = difference is null ? null : CauseText.Of(difference) };
        }

        if (difference is null)
        {
            return result with { Difference = new(fails.Step, fails.At, "The scenario should fail here, and holds.") };
        }

        var isThere = difference.Step == fails.Step && difference.At == fails.At
            && (fails.Index is null || fails.Index == difference.Index);
        otherwise ??= isThere ? null
            : $"should fail at {Words(fails.Step, fails.At, fails.Index)}, "
            + $"and fails at {Words(difference.Step, difference.At, difference.Index)}";
        return otherwise is null
            ? result with { FailedAsNamed = fails }
            : result with { Difference = difference with { Detail = $"It {otherwise}: {difference.Detail}" } };
    }

    private static string Words(int step, ScenarioPlace at, int? index) =>
        $"{(step < 0 ? "the session" : $"step {step}")}, {WireName.Of(at)}{(index is { } number ? $" {number}" : "")}";
}
