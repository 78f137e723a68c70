using System.Collections.Immutable;
using System.Net;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>A client that wants turns of any session from any server, and remembers what it was told.</summary>
internal sealed class ChaosClient(int number, ChaosPlan plan, ChaosSessions sessions, ImmutableArray<ChaosServer> servers, ChaosTally tally)
{
    private const int Attempts = 6;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(25);

    /// <summary>These say that something is wrong with what is stored or was asked; no fault of a process or a network explains them.</summary>
    private static readonly ImmutableArray<string?> Defects =
        ["journal_corrupt", "prefix_mismatch", "template_not_append_only", "engine_error", "engine_invalid_answer"];

    private readonly Random _random = new((plan.Seed * plan.Clients) + number);

    /// <summary>Takes turns until the traffic ends, then asks for the keys that are still open.</summary>
    public async Task RunAsync(Task trafficEnd, CancellationToken cancellationToken)
    {
        while (!trafficEnd.IsCompleted)
        {
            await StepAsync(onlyOpen: false, cancellationToken);
        }

        for (var until = tally.Elapsed + plan.Patience; await StepAsync(onlyOpen: true, cancellationToken) && tally.Elapsed < until;)
        {
            await Pause.ForAsync(10 * BetweenAttempts, cancellationToken);
        }
    }

    /// <summary>False when there was nothing to do.</summary>
    private async Task<bool> StepAsync(bool onlyOpen, CancellationToken cancellationToken)
    {
        if (!onlyOpen && sessions.Reserve())
        {
            await OpenAsync(cancellationToken);
        }

        if (sessions.Claim(_random, onlyOpen) is not var (session, turn))
        {
            await Pause.ForAsync(BetweenAttempts, cancellationToken);
            return false;
        }

        await TakeAsync(turn, mayGiveUp: !onlyOpen, cancellationToken);
        session.Release(turn);
        return true;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var isTree = _random.Next(2) == 0;
        while (true)
        {
            if (await AskAsync(server => server.PostAsync("sessions", isTree ? """{"policy":"tree"}""" : ""), cancellationToken) is { Status: HttpStatusCode.OK } opened)
            {
                sessions.Add(new(opened.Json.GetProperty("session_id").GetString()!, isTree));
                return;
            }

            // What was opened and not told is a session that nobody knows; it stays empty.
            await Pause.ForAsync(BetweenAttempts, cancellationToken);
        }
    }

    private async Task TakeAsync(AskedTurn turn, bool mayGiveUp, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts && turn.Standing == Standing.Open; attempt++)
        {
            var answer = await AskAsync(server => server.ChatAsync(turn.Session, turn.Body, ("Idempotency-Key", turn.Key)), cancellationToken);
            if (answer is { Status: HttpStatusCode.OK })
            {
                turn.Tell(answer);
                tally.CountTold(turn.WasLost && answer.Headers.ContainsKey("idempotent-replayed"));
                await AskAgainAsync(turn, cancellationToken);
                return;
            }

            turn.WasLost |= answer is null;
            switch (answer?.Error)
            {
                case (409, "turn_in_flight"):
                    // Whoever died with it may have committed it all the same: the outcome stays unknown, unless the key is asked for again.
                    turn.End(mayGiveUp && _random.Next(2) == 0 ? Standing.GivenUp : Standing.Open);
                    return;
                case (409, "session_advanced"):
                    turn.End(Standing.Refused);
                    return;
                case var (status, code) when status < 500 || Defects.Contains(code):
                    throw new ChaosException($"{turn}: {answer!.Text}");
            }

            await Pause.ForAsync(BetweenAttempts, cancellationToken);
        }
    }

    /// <summary>What was told once is told again in the same bytes, by whatever server.</summary>
    private async Task AskAgainAsync(AskedTurn turn, CancellationToken cancellationToken)
    {
        if (_random.Next(10) > 0
            || await AskAsync(server => server.ChatAsync(turn.Session, turn.Body, ("Idempotency-Key", turn.Key)), cancellationToken) is not { } again
            || (int)again.Status >= 500)
        {
            return;
        }

        tally.CountReplay();
        if (again.Status != HttpStatusCode.OK || Identity(again) != Identity(turn.Answer!) || !again.Headers.ContainsKey("idempotent-replayed"))
        {
            throw new ChaosException($"{turn}: told {Identity(turn.Answer!)}, and then {(int)again.Status} {Identity(again)}");
        }
    }

    /// <summary>What makes two answers the same: the turn, its parent, its digest, and every byte.</summary>
    private static string Identity(HttpAnswer answer) =>
        string.Join(' ', new[] { "x-tito-turn", "x-tito-parent", "x-tito-digest" }.Select(name => answer.Headers.GetValueOrDefault(name)).Append(answer.Text));

    /// <summary>The answer of some server; null when none came.</summary>
    private async Task<HttpAnswer?> AskAsync(Func<SessionClient, Task<HttpAnswer>> ask, CancellationToken cancellationToken)
    {
        tally.CountRequest();
        try
        {
            return await ask(servers[_random.Next(servers.Length)].Client).WaitAsync(AnswerLimit, cancellationToken);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException)
        {
            return null;
        }
    }
}
