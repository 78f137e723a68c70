using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Tito.Replay.Conformance;

namespace Tito.Replay.Bench;

/// <summary>Measures a session server that was pointed to this run's engine.</summary>
/// <param name="client">The server's client.</param>
/// <param name="engine">Its engine.</param>
/// <param name="plan">What is measured.</param>
/// <param name="done">Is told of each measurement that is done.</param>
internal sealed class BenchRun(SessionServerClient client, BenchEngine engine, BenchPlan plan, Action done)
{
    private const int TurnsOfASession = 10;
    private const int WarmTurns = 50;
    private const int ResidentSessions = 128;
    private const int ResidentTokens = 4_096;
    private const string Word = " word";

    /// <summary>How many measurements a plan has, each told when it is done.</summary>
    public static int StepsOf(BenchPlan plan) => plan.Contexts.Length + plan.Sessions.Length + (plan.ProcessId is null ? 0 : 1)
        + (plan.RestartCommand is null ? 0 : 1);

    /// <summary>Measures everything.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="InvalidDataException">It does not answer, or there is no such process.</exception>
    public async Task<BenchResult> RunAsync(CancellationToken cancellationToken)
    {
        await WarmAsync(cancellationToken).ConfigureAwait(false);
        var contexts = ImmutableArray<BenchResult.Context>.Empty;
        foreach (var tokens in plan.Contexts)
        {
            contexts = contexts.Add(await ContextAsync(tokens, cancellationToken).ConfigureAwait(false));
            done();
        }

        var rates = ImmutableArray<BenchResult.Rate>.Empty;
        foreach (var sessions in plan.Sessions)
        {
            rates = rates.Add(await RateAsync(sessions, cancellationToken).ConfigureAwait(false));
            done();
        }

        BenchResult.Resident? memory = null;
        if (plan.ProcessId is { } process)
        {
            memory = await MemoryAsync(process, cancellationToken).ConfigureAwait(false);
            done();
        }

        BenchResult.Recovered? recovery = null;
        if (plan is { ProcessId: { } victim, RestartCommand: { } command })
        {
            recovery = await new BenchKill(client, engine).RunAsync(victim, command, Text(ResidentTokens), cancellationToken)
                .ConfigureAwait(false);
            done();
        }

        return new(contexts, rates, memory, recovery);
    }

    private static string Text(int tokens) => string.Concat(Enumerable.Repeat(Word, tokens));

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        var session = await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < WarmTurns; i++)
        {
            await session.TakeAsync("Is it so?", cancellationToken).ConfigureAwait(false);
        }

        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<BenchResult.Context> ContextAsync(int tokens, CancellationToken cancellationToken)
    {
        var session = await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        var first = await session.TakeAsync(Text(tokens), cancellationToken).ConfigureAwait(false);
        var (times, floors) = (new List<double>(), new List<double>());
        for (var i = 0; i < plan.Turns; i++)
        {
            times.Add(await session.TakeAsync("Is it so?", cancellationToken).ConfigureAwait(false));
        }

        var last = engine.Last;
        for (var i = 0; i < plan.Turns; i++)
        {
            floors.Add(await engine.AskAsync(last, cancellationToken).ConfigureAwait(false));
        }

        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        return new(last.Length, plan.Turns, first, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), Percentile.Of(floors, 0.5));
    }

    private async Task<BenchResult.Rate> RateAsync(int sessions, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        var failed = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => Task.Run(AskAsync, cancellationToken))).ConfigureAwait(false);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new(sessions, times.Count, failed, seconds, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99));

        async Task AskAsync()
        {
            while (Stopwatch.GetElapsedTime(began) < plan.Duration)
            {
                try
                {
                    var session = await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false);
                    for (var i = 0; i < TurnsOfASession && Stopwatch.GetElapsedTime(began) < plan.Duration; i++)
                    {
                        times.Add(await session.TakeAsync("Is it so?", cancellationToken).ConfigureAwait(false));
                    }

                    await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (Exception refused) when (refused is InvalidDataException or HttpRequestException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    private async Task<BenchResult.Resident> MemoryAsync(int process, CancellationToken cancellationToken)
    {
        var before = BenchKill.ResidentBytes(process);
        var sessions = new List<BenchSession>();
        for (var i = 0; i < ResidentSessions; i++)
        {
            sessions.Add(await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false));
            await sessions[^1].TakeAsync(Text(ResidentTokens), cancellationToken).ConfigureAwait(false);
            await sessions[^1].TakeAsync("Is it so?", cancellationToken).ConfigureAwait(false);
        }

        var result = new BenchResult.Resident(ResidentSessions, engine.Last.Length, before, BenchKill.ResidentBytes(process));
        foreach (var session in sessions)
        {
            await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}
