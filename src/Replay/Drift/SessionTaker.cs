using System.Collections.Immutable;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios;
using Tito.Replay.Plays;

namespace Tito.Replay.Drift;

/// <summary>Takes the turns of a file under two setups.</summary>
/// <remarks>Not thread-safe: one for each worker.</remarks>
/// <param name="number">The worker's number, by which its servers' journals are told apart.</param>
internal sealed class SessionTaker(int number) : IAsyncDisposable
{
    private const int MostServers = 1_000;

    private static readonly ReplayPlace Place = new(InProcess: true, new JournalPlace.Memory());

    private readonly Dictionary<SessionModel, ReplayServer> _servers = [];

    /// <summary>Takes those of a golden trajectory or an export.</summary>
    /// <param name="golden">The file.</param>
    /// <param name="old">The old setup's model.</param>
    /// <param name="new">The new setup's model.</param>
    /// <exception cref="InvalidDataException">The old setup does not take every turn that was taken.</exception>
    public static TakenSession Take(GoldenTrajectory golden, SessionModel old, SessionModel @new)
    {
        var taken = new TrajectoryRetaker(old).Run(golden, asItWas: null);
        if (taken.Refusals is [.., { } refusal])
        {
            throw new InvalidDataException($"the old setup does not take turn {taken.Refusals.Length - 1}, which was taken: {refusal}");
        }

        return new(golden.OpenedAt, Turns(taken), Turns(new TrajectoryRetaker(@new).Run(golden, taken.Trajectory)));
    }

    /// <summary>Plays a scenario on a server of each setup.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="old">The old setup's model.</param>
    /// <param name="new">The new setup's model.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="InvalidDataException">Neither setup takes a turn that was taken: there is nothing to compare.</exception>
    public async Task<TakenSession> TakeAsync(
        GoldenScenario scenario, SessionModel old, SessionModel @new, CancellationToken cancellationToken)
    {
        var before = await PlayAsync(scenario, old, cancellationToken).ConfigureAwait(false);
        var after = await PlayAsync(scenario, @new, cancellationToken).ConfigureAwait(false);
        var (taken, retaken) = (Turns(scenario, before), Turns(scenario, after));
        var lost = taken.Zip(retaken).FirstOrDefault(pair => pair is ({ Turn: null }, { Turn: null }) && WasTaken(scenario, pair.First));
        return lost.First is { } neither
            ? throw new InvalidDataException($"neither setup takes step {neither.Number}, which was taken: {neither.Refusal}")
            : new(scenario.OpenedAt, taken, retaken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ImmutableArray<TakenTurn> Turns(RetakenTrajectory retaken) =>
    [
        .. retaken.Refusals.Select((refusal, index) =>
            new TakenTurn(index, refusal is null ? retaken.Trajectory.Turns[index] : null, refusal)),
    ];

    private static ImmutableArray<TakenTurn> Turns(GoldenScenario scenario, PlayedScenario played) =>
    [
        .. scenario.Steps.Index().Where(step => step.Item.Do == ScenarioAction.Turn).Select(step => Turn(step.Index, played)),
    ];

    // An answer that is told again is no turn of its own, and a refusal is none.
    private static bool WasTaken(GoldenScenario scenario, TakenTurn turn) =>
        scenario.Steps[turn.Number].Expected is { Status: 200, Error: null, Repeats: null };

    private static TakenTurn Turn(int index, PlayedScenario played)
    {
        if (index >= played.Steps.Length)
        {
            return new(index, null, played.Stopped ?? "The session was not opened.");
        }

        var step = played.Steps[index];
        return step.Sequence is { } sequence && played.Session!.Trajectory.Turns.ElementAtOrDefault(sequence) is { } turn
            ? new(index, turn, null)
            : new(index, null, step.Told?.ErrorText ?? step.Unreadable ?? "The answer is that of an earlier step.");
    }

    private async Task<PlayedScenario> PlayAsync(GoldenScenario scenario, SessionModel model, CancellationToken cancellationToken)
    {
        if (!_servers.TryGetValue(model, out var server))
        {
            server = await ReplayServer.StartAsync(Place, model, (number * MostServers) + _servers.Count, cancellationToken)
                .ConfigureAwait(false);
            _servers.Add(model, server);
        }

        return await new ScenarioPlayer(server).PlayAsync(scenario, cancellationToken).ConfigureAwait(false);
    }
}
