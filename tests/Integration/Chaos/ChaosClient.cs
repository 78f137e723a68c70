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
            if (await AskAsync(server => server.PostAsync("sessions", isTree ? """{"policy":"tree"}""" : ""), cancellationToken) is ({ Status: HttpStatusCode.OK } opened, _))
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
            var (answer, isLost) = await AskAsync(server => server.ChatAsync(turn.Session, turn.Body, ("Idempotency-Key", turn.Key)), cancellationToken);
            if (answer is { Status: HttpStatusCode.OK })
            {
                turn.Tell(answer);
                tally.CountTold(turn.WasLost && answer.Headers.ContainsKey("idempotent-replayed"));
                await AskAgainAsync(turn, cancellationToken);
                return;
            }

            turn.WasLost |= isLost;
            if (isLost && mayGiveUp && _random.Next(10) == 0)
            {
                // It does not even ask what became of it, and goes on with another key: the lost turn may be the session's latest.
                turn.End(Standing.GivenUp);
                return;
            }

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
            || await AskAsync(server => server.ChatAsync(turn.Session, turn.Body, ("Idempotency-Key", turn.Key)), cancellationToken) is not ({ } again, _)
            || (int)again.Status >= 500)
        {
            return;
        }

        tally.CountReplay();
        var isSame = again.Status == HttpStatusCode.OK && Identity(again) == Identity(turn.Answer!) && again.Body.Span.SequenceEqual(turn.Answer!.Body.Span);
        if (!isSame || !again.Headers.ContainsKey("idempotent-replayed"))
        {
            throw new ChaosException($"{turn}: told as {Identity(turn.Answer!)}, and then as {Identity(again)} with{(isSame ? "" : " other bytes and")} status {(int)again.Status}");
        }
    }

    /// <summary>The headers that name a turn: itself, its parent, its digest.</summary>
    private static string Identity(HttpAnswer answer) =>
        string.Join(' ', new[] { "x-tito-turn", "x-tito-parent", "x-tito-digest" }.Select(name => $"{name}={answer.Headers.GetValueOrDefault(name)}"));

    /// <summary>The answer of some server; where none came, whether the request may have arrived.</summary>
    private async Task<(HttpAnswer? Answer, bool IsLost)> AskAsync(Func<SessionClient, Task<HttpAnswer>> ask, CancellationToken cancellationToken)
    {
        tally.CountRequest();
        try
        {
            return (await ask(servers[_random.Next(servers.Length)].Client).WaitAsync(AnswerLimit, cancellationToken), false);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException)
        {
            return (null, lost is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });
        }
    }
}
