using System.Collections.Immutable;

namespace Tito.Tests.Integration.Chaos;

/// <summary>Chooses who is killed when.</summary>
internal sealed class Killer(
    ChaosPlan plan, IChaosStore store, ChaosEngine engine, ImmutableArray<ChaosServer> servers, ChaosTally tally, Action<string> say)
{
    private const int KillsPerLine = 50;

    // What a server needs from the engine's answer to its own, in milliseconds; mostly it is faster.
    private const int LongestCommit = 25;

    private static readonly TimeSpan MomentLimit = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StallLimit = TimeSpan.FromMinutes(8);

    private readonly Random _random = new(plan.Seed);

    /// <summary>Ends when all kills are done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            await WaitForTurnsAsync(_random.Next(1, 2 * plan.TurnsPerKill), cancellationToken);
            if (kill % plan.KillsPerRestart == 0)
            {
                // One is killed while the store is away.
                var restart = store.RestartAsync(_random, cancellationToken);
                await KillAsync(cancellationToken);
                await restart;
            }
            else
            {
                await KillAsync(cancellationToken);
            }

            if (kill % KillsPerLine == 0)
            {
                say($"{kill} kills, {store.Restarts} restarts of the store, {tally.Told} turns told, {tally.Recovered} of them recovered, {tally.Elapsed:mm\\:ss}");
            }
        }

        // The last ones come back too.
        await WaitForTurnsAsync(plan.TurnsPerKill, cancellationToken);
    }

    private async Task WaitForTurnsAsync(int more, CancellationToken cancellationToken)
    {
        var told = tally.Told;
        try
        {
            await tally.WhenToldAsync(told + more).WaitAsync(StallLimit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ChaosException($"After {tally.Kills} kills no {more} turns were told in {StallLimit}, only {tally.Told - told}.");
        }
    }

    private async Task KillAsync(CancellationToken cancellationToken)
    {
        // While the store is away no server comes to any moment, and one is killed where it is.
        var moment = NextAsync(cancellationToken);
        var victim = await Task.WhenAny(moment, Pause.ForAsync(MomentLimit, cancellationToken)) == moment ? await moment : Any();

        // One that was killed a moment ago, and is not there again, gives its turn to another.
        while (!victim.Kill(tally))
        {
            victim = Any();
            await Pause.ForAsync(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    private async Task<ChaosServer> NextAsync(CancellationToken cancellationToken)
    {
        switch (_random.Next(4))
        {
            case 0:
                // Idle, busy or not even up.
                return Any();
            case 1:
                return servers[await engine.NextAsync(EngineMoment.Asked)];
            default:
                var victim = servers[await engine.NextAsync(EngineMoment.Answered)];
                await Pause.ForAsync(TimeSpan.FromMilliseconds((int)(LongestCommit * Math.Pow(_random.NextDouble(), 3))), cancellationToken);
                return victim;
        }
    }

    private ChaosServer Any() => servers[_random.Next(servers.Length)];
}
