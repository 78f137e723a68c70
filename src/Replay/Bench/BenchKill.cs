using System.Diagnostics;
using Tito.Replay.Conformance;

namespace Tito.Replay.Bench;

/// <summary>Kills a server, starts it again, and waits for it.</summary>
/// <param name="client">The server's client.</param>
/// <param name="engine">Its engine.</param>
internal sealed class BenchKill(SessionServerClient client, BenchEngine engine)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostAwaited = TimeSpan.FromMinutes(2);

    /// <summary>The resident memory of a process.</summary>
    /// <exception cref="InvalidDataException">There is none of this number.</exception>
    public static long ResidentBytes(int process)
    {
        using var found = Find(process);
        return found.WorkingSet64;
    }

    /// <summary>Kills it while a session has tokens.</summary>
    /// <param name="process">The server's process.</param>
    /// <param name="command">The shell command that starts it again.</param>
    /// <param name="text">What the session is about.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="InvalidDataException">There is no such process, or the new one does not answer in two minutes.</exception>
    public async Task<BenchResult.Recovered> RunAsync(int process, string command, string text, CancellationToken cancellationToken)
    {
        var session = await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false);
        await session.TakeAsync(text, cancellationToken).ConfigureAwait(false);
        var before = engine.Last;
        using (var victim = Find(process))
        {
            victim.Kill();
            await victim.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }

        var began = Stopwatch.GetTimestamp();
        using var restarted = Process.Start(OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", command])
            : new ProcessStartInfo("/bin/sh", ["-c", $"exec {command} >&2"]))
            ?? throw new InvalidDataException("The restart command did not start.");
        await AnsweringAsync(began, cancellationToken).ConfigureAwait(false);
        var answers = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        try
        {
            await session.TakeAsync("Is it so?", cancellationToken).ConfigureAwait(false);
            var resumes = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            return new(answers, resumes, engine.Last.AsSpan().StartsWith(before.AsSpan()), restarted.Id);
        }
        catch (InvalidDataException)
        {
            return new(answers, null, KeepsPrefix: false, restarted.Id);
        }
    }

    private static Process Find(int process)
    {
        try
        {
            return Process.GetProcessById(process);
        }
        catch (ArgumentException none)
        {
            throw new InvalidDataException($"--pid: {none.Message}", none);
        }
    }

    private async Task AnsweringAsync(long began, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var session = await BenchSession.OpenAsync(client, cancellationToken).ConfigureAwait(false);
                await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception early) when (early is HttpRequestException or InvalidDataException)
            {
                if (Stopwatch.GetElapsedTime(began) > MostAwaited)
                {
                    throw new InvalidDataException($"The restarted server does not answer: {early.Message}", early);
                }

                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
