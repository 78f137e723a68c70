using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;
using Tito.Jinja;
using Tito.Replay.Items;
using Tito.Replay.Models;
using Tito.Replay.Runs;

namespace Tito.Replay.Drift;

/// <summary>What a new setup does to files, one after the other.</summary>
/// <remarks>Not thread-safe: one for each worker.</remarks>
/// <param name="old">The old setup.</param>
/// <param name="oldModels">Its models.</param>
/// <param name="newModels">Those of the new setup.</param>
/// <param name="number">The worker's number.</param>
internal sealed class SetupDrift(DriftSetup old, ReplayModels oldModels, ReplayModels newModels, int number) : IAsyncDisposable
{
    private readonly SessionTaker _taker = new(number);

    /// <summary>What it does to a file. Whatever is wrong with the file is told, and the run goes on.</summary>
    /// <exception cref="TemplateException">A setup's template cannot be parsed.</exception>
    public async Task<SessionDrift> RunAsync(ReplayItem.File item, CancellationToken cancellationToken)
    {
        var result = new SessionDrift(item.Name, item.Path);
        try
        {
            if (new FileInfo(item.Path).Length > GoldenReader.MaxBytes)
            {
                return result with { NotCompared = $"it has more than {GoldenReader.MaxBytes} bytes." };
            }

            var bytes = await File.ReadAllBytesAsync(item.Path, cancellationToken).ConfigureAwait(false);
            SealFile.Check(item.Path, bytes);
            return ScenarioFile.IsTrajectory(bytes)
                ? OfTrajectory(result, GoldenReader.Read(bytes))
                : await OfScenarioAsync(result, ScenarioReader.Read(bytes), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is not (OperationCanceledException or TemplateException))
        {
            return result with { NotCompared = wrong.Message };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _taker.DisposeAsync();

    private SessionDrift OfTrajectory(SessionDrift result, GoldenTrajectory golden)
    {
        RequireFamily(golden.Family);
        var (oldModel, newModel) = (oldModels.OfFamily(golden.Family), newModels.OfFamily(golden.Family));
        return Compared(
            result with { Family = golden.Family }, SessionTaker.Take(golden, oldModel, newModel), oldModel, newModel,
            golden.Recorded?.Genesis ?? golden.Genesis);
    }

    private async Task<SessionDrift> OfScenarioAsync(SessionDrift result, GoldenScenario scenario, CancellationToken cancellationToken)
    {
        RequireFamily(scenario.Family);
        var oldModel = oldModels.OfScenario(result.File, scenario.Assets, scenario.Family);
        var newModel = newModels.OfScenario(result.File, scenario.Assets, scenario.Family);
        var taken = await _taker.TakeAsync(scenario, oldModel, newModel, cancellationToken).ConfigureAwait(false);
        return Compared(result with { Family = scenario.Family }, taken, oldModel, newModel, scenario.Expected.Genesis);
    }

    /// <summary>A family of the old setup is a claim about the files; the new one may be another for all of them.</summary>
    private void RequireFamily(string name)
    {
        if (old.Family is { } family && family.Name != name)
        {
            throw new InvalidDataException($"it is of family {name}, and the old setup of {family.Name}.");
        }
    }

    private static SessionDrift Compared(
        SessionDrift result, TakenSession taken, SessionModel oldModel, SessionModel newModel, Digest? recorded)
    {
        var (drifts, sampled) = new SessionComparison(oldModel, newModel, taken.OpenedAt).Run(taken);
        return result with
        {
            Turns = taken.Old.Zip(taken.New).Count(pair => pair.First.Turn is not null || pair.Second.Turn is not null),
            Drifts = drifts,
            Sampled = sampled,
            IsOldTheRecorded = recorded is { } genesis ? genesis == oldModel.Genesis : null,
        };
    }
}
