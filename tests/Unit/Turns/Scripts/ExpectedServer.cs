using System.Collections.Immutable;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What the server has to do, by the rules of docs/server.md and of the reference, in the simplest way: everything in a few lists.</summary>
/// <param name="family">The served family.</param>
internal sealed class ExpectedServer(ScriptFamily family)
{
    /// <summary>The engine's time and both writes: 600 + 30 + 30 seconds.</summary>
    private static readonly TimeSpan IntentLifetime = TimeSpan.FromSeconds(660);

    private readonly Dictionary<string, ExpectedSession> _sessions = [];

    public DateTimeOffset Now { get; set; }

    /// <summary>Requests without an answer, in the order in which they came.</summary>
    public List<ExpectedAttempt> UnderWay { get; } = [];

    public ExpectedSession? Find(string session) => _sessions.GetValueOrDefault(session);

    public bool Open(string session, SessionSettings settings) => _sessions.TryAdd(session, new(settings));

    public bool Delete(string session) => _sessions.Remove(session);

    public void Ask(ExpectedAttempt attempt)
    {
        Look(attempt);
        UnderWay.Add(attempt);
    }

    public void Answer(ExpectedAttempt attempt, Reply reply) => Release(attempt, Outcome(attempt, reply));

    /// <summary>A request with a key goes on without its client, one without for as long as another one waits for it.</summary>
    public void HangUp(ExpectedAttempt attempt)
    {
        attempt.HasLeft = true;
        var first = attempt.WaitsFor ?? attempt;
        if (attempt.WaitsFor is not null)
        {
            (attempt.WaitsFor, attempt.State) = (null, ExpectedAttempt.HungUp);
        }

        if (first is { Key: null, HasLeft: true } && !UnderWay.Any(other => other.WaitsFor == first))
        {
            End(first);
            Release(first, ExpectedAttempt.HungUp);
        }
    }

    public void Crash(int process) => UnderWay.RemoveAll(attempt => attempt.Process == process);

    /// <summary>
    /// Whether a request would be a second one that waits for one without a key: when that is given up both look at the session at once, and
    /// nobody can say which comes first.
    /// </summary>
    public bool IsRaceToWait(ExpectedAttempt attempt) =>
        Find(attempt.Session) is { } session && Running(attempt, session.Earlier(attempt)) is { Key: null } running && UnderWay.Any(other => other.WaitsFor == running);

    /// <summary>Whether an answer would send several requests to look at the session at once.</summary>
    public bool IsRaceToLook(ExpectedAttempt attempt, Reply reply) =>
        reply is Reply.Answers && Find(attempt.Session) is not null && !Holds(attempt) && UnderWay.Any(other => other.WaitsFor == attempt);

    /// <summary>Forgets the requests that have an answer.</summary>
    public void Forget() => UnderWay.RemoveAll(attempt => !attempt.IsUnderWay);

    /// <summary>What happens to a request that is not with the engine: it waits, is answered, or goes there.</summary>
    private void Look(ExpectedAttempt attempt)
    {
        attempt.WaitsFor = null;
        if (Find(attempt.Session) is not { } session)
        {
            attempt.State = nameof(ProblemCode.SessionNotFound);
            return;
        }

        var earlier = session.Earlier(attempt);
        if (Running(attempt, earlier) is { } running)
        {
            (attempt.WaitsFor, attempt.State) = (running, ExpectedAttempt.Waiting);
            return;
        }

        attempt.State = earlier switch
        {
            not null when earlier.Body != attempt.Body => nameof(ProblemCode.IdempotencyKeyReused),
            { Turn: { } turn } => Again(turn),
            { CameTooLate: true } => TooLate(session),
            { IsOpen: true } when Now < earlier.ExpiresAt => nameof(ProblemCode.TurnInFlight),
            _ => Start(session, attempt),
        };
    }

    /// <summary>The same request where it is with the engine in the same process, or null.</summary>
    private ExpectedAttempt? Running(ExpectedAttempt attempt, ExpectedIntent? earlier) => earlier is not { IsOpen: true } ? null : UnderWay.SingleOrDefault(other =>
        other.State == ExpectedAttempt.AtEngine
        && (other.Process, other.Session, other.RecordedKey, other.Body) == (attempt.Process, attempt.Session, earlier.Key, attempt.Body));

    private string Start(ExpectedSession session, ExpectedAttempt attempt)
    {
        var (parent, refusal) = session.Place(attempt.Messages);
        if (refusal is { } problem)
        {
            return problem.ToString();
        }

        attempt.AppendedFrom = parent?.Messages.Length ?? 0;
        (attempt.Prompt, attempt.Replaced) = parent is null
            ? (ExpectedTokens.First(family, attempt.Messages), 0)
            : ExpectedTokens.Next(family, session.Settings.Unended, parent, attempt.Messages.Skip(attempt.AppendedFrom));
        attempt.Intent = new()
        {
            Key = attempt.RecordedKey,
            IsClientKey = attempt.Key is not null,
            Attempt = attempt,
            Body = attempt.Body,
            Parent = parent,
            TurnCount = session.Turns.Count,
            ExpiresAt = Now + IntentLifetime,
            GivenUp = session.Intents.SingleOrDefault(intent => intent.Key == attempt.RecordedKey)?.GivenUp ?? [],
        };
        session.Intents.RemoveAll(intent => intent.Key == attempt.RecordedKey);
        session.Intents.Add(attempt.Intent);
        return ExpectedAttempt.AtEngine;
    }

    /// <summary>Null when the request has to look at the session again.</summary>
    private string? Outcome(ExpectedAttempt attempt, Reply reply)
    {
        if (reply is not Reply.Answers answer)
        {
            End(attempt);
            return (reply is Reply.Fails failed ? failed.Problem : ProblemCode.EngineInvalidAnswer).ToString();
        }

        if (answer.FinishReason == "abort")
        {
            if (Holds(attempt))
            {
                attempt.Intent!.GaveUp(Sampled(answer).Length);
            }
            else
            {
                Keep(attempt, answer);
            }

            return nameof(ProblemCode.EngineAborted);
        }

        if (Find(attempt.Session) is not { } session)
        {
            return nameof(ProblemCode.SessionDeleted);
        }

        if (!Holds(attempt))
        {
            Keep(attempt, answer);
            return null;
        }

        if (session.Turns.Count >= session.Settings.MaxTurns || (session.Settings.Policy == SessionPolicy.Linear && session.Turns.Count != attempt.Intent!.TurnCount))
        {
            attempt.Intent!.CameLate(Sampled(answer).Length);
            return TooLate(session);
        }

        var turn = Turn(session, attempt, answer);
        session.Turns.Add(turn);
        attempt.Intent!.Became(turn.Number);
        return $"turn {turn.Number}";
    }

    /// <summary>What was sampled for an attempt whose key another one has stays with that one's trace.</summary>
    private void Keep(ExpectedAttempt attempt, Reply.Answers answer)
    {
        if (Find(attempt.Session)?.Intents.SingleOrDefault(intent => intent.Key == attempt.RecordedKey) is { } present)
        {
            present.GivenUp = present.GivenUp.Add(Sampled(answer).Length);
        }
    }

    private static string TooLate(ExpectedSession session) =>
        (session.Settings.Policy == SessionPolicy.Linear ? ProblemCode.SessionAdvanced : ProblemCode.SessionFull).ToString();

    private ExpectedTurn Turn(ExpectedSession session, ExpectedAttempt attempt, Reply.Answers answer)
    {
        var sampled = Sampled(answer);
        var parent = attempt.Intent!.Parent;
        var afterStop = ExpectedTokens.AfterStop(family, sampled);
        return new(
            session.Turns.Count,
            parent,
            [.. parent?.Messages ?? [], .. attempt.Messages.Skip(attempt.AppendedFrom), answer.Message],
            [.. attempt.Prompt, .. Token.All(sampled, 'M')],
            sampled.Length,
            attempt.Replaced,
            answer.FinishReason != "length" || afterStop != 0 ? answer.FinishReason : answer.Message.Call is null ? "stop" : "tool_calls",
            afterStop);
    }

    private ImmutableArray<int> Sampled(Reply.Answers answer) =>
        [.. ExpectedTokens.Bytes(answer.Text), .. ExpectedTokens.EndOf(family, answer.End)];

    private void Release(ExpectedAttempt attempt, string? outcome)
    {
        var waiting = UnderWay.Where(other => other.WaitsFor == attempt).ToList();
        Settle(attempt, outcome);
        foreach (var other in waiting)
        {
            Settle(other, outcome is null or ExpectedAttempt.HungUp ? null : outcome.StartsWith("turn ", StringComparison.Ordinal) ? outcome + " again" : outcome);
        }
    }

    private void Settle(ExpectedAttempt attempt, string? outcome)
    {
        (attempt.WaitsFor, attempt.State) = (null, outcome ?? "");
        if (outcome is null)
        {
            Look(attempt);
            if (attempt is { Key: null, HasLeft: true, IsUnderWay: true })
            {
                HangUp(attempt);
            }
        }
    }

    private void End(ExpectedAttempt attempt)
    {
        if (Holds(attempt))
        {
            attempt.Intent!.Failed();
        }
    }

    /// <summary>Whether the key is still the attempt's: nobody took it over, and the session is there.</summary>
    private bool Holds(ExpectedAttempt attempt) =>
        attempt.Intent!.IsOpen && Find(attempt.Session)?.Intents.Contains(attempt.Intent) == true;

    private static string Again(int turn) => $"turn {turn} again";
}
