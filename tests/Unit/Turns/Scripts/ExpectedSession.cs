using System.Collections.Immutable;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>A session as it has to be: a list of turns and a list of intents.</summary>
/// <param name="settings">What the client chose.</param>
internal sealed class ExpectedSession(SessionSettings settings)
{
    private static readonly string[] MayFollow = ["tool", "user"];

    public SessionSettings Settings { get; } = settings;

    public List<ExpectedTurn> Turns { get; } = [];

    /// <summary>In the order in which they began.</summary>
    public List<ExpectedIntent> Intents { get; } = [];

    /// <summary>Where a request attaches: a turn, or null for an empty buffer; or why it does not.</summary>
    public (ExpectedTurn? Parent, ProblemCode? Refusal) Place(IReadOnlyList<Said> request)
    {
        if (request.Count == 0)
        {
            return (null, ProblemCode.InvalidRequest);
        }

        if (Turns.Count >= Settings.MaxTurns)
        {
            return (null, ProblemCode.SessionFull);
        }

        var candidates = Counted
            .Where(turn => ExpectedMatching.Common(Settings.Matcher, turn.Messages, request) == turn.Messages.Length)
            .ToList();
        var parent = candidates.OrderBy(turn => turn.Messages.Length).ThenBy(turn => turn.Number).LastOrDefault();
        if (Settings.Altered == AlteredHistory.Refuse && IsReplayedOtherwise(parent, request))
        {
            return (null, ProblemCode.HistoryMismatch);
        }

        if (Settings.Policy == SessionPolicy.Linear && Turns.Count > 0 && Turns[^1].Path.Length - (parent?.Path.Length ?? 0) > Settings.MaxRollback)
        {
            return (null, ProblemCode.HistoryMismatch);
        }

        if (parent is null)
        {
            return (null, null);
        }

        var isRefused = Settings.Unended switch
        {
            UnendedTurns.CloseStopStrings => parent is { AfterStop: < 0, EndedByItself: false },
            UnendedTurns.Refuse => !parent.HasEnd,
            UnendedTurns.RunOn => parent.FinishReason == "length",
            _ => false,
        };
        if (isRefused)
        {
            return (null, ProblemCode.TurnTruncated);
        }

        return request.Skip(parent.Messages.Length).All(message => MayFollow.Contains(message.Role)) ? (parent, null) : (null, ProblemCode.RoleNotAllowed);
    }

    /// <summary>The attempt that asked for the same before, or null.</summary>
    public ExpectedIntent? Earlier(ExpectedAttempt attempt) => attempt.Key is { } key
        ? Intents.SingleOrDefault(intent => intent.Key == key)
        : attempt.IsRetry ? Intents.LastOrDefault(intent => intent.Body == attempt.Body) : null;

    /// <summary>Open intents that keep something from the session, by whether somebody can still be working on them.</summary>
    public ILookup<bool, ExpectedIntent> Open(DateTimeOffset now) => Intents
        .Where(intent => intent.IsOpen && !(Settings.Policy == SessionPolicy.Linear && Turns.Count > intent.TurnCount) && !(now >= intent.ExpiresAt && IsMadeGood(intent)))
        .ToLookup(intent => now < intent.ExpiresAt);

    /// <summary>Turns that the engine gave up, without which the session did not go on, and which nobody took again.</summary>
    public IEnumerable<ExpectedIntent> Missing => Intents.Where(intent => intent.WasGivenUp
        && !(Settings.Policy == SessionPolicy.Linear && Turns.Count > intent.TurnCount) && !IsMadeGood(intent));

    /// <summary>What a client sees of the session, in lines.</summary>
    public string Show(DateTimeOffset now)
    {
        var open = Open(now);
        var unfinished = Counted.Where(turn => !turn.EndedByItself).ToList();
        var state = (open[false].Any() || unfinished.Count > 0 || Missing.Any(), open[true].Any(), Turns.Count) switch
        {
            (true, _, _) => SessionState.Incomplete,
            (_, true, _) => SessionState.Pending,
            (_, _, 0) => SessionState.Empty,
            _ => Counted.Count() < Turns.Count ? SessionState.Restarted : SessionState.Complete,
        };
        return $"{state}; pending {Keys(open[true])}; dangling {Keys(open[false])}; unfinished {string.Join(' ', unfinished.Select(turn => turn.Number))}; "
            + $"unended {string.Join(' ', Counted.Where(turn => !turn.HasEnd).Select(turn => turn.Number))}; "
            + $"given up {string.Join(' ', Intents.Where(intent => !intent.GivenUp.IsEmpty).Select(intent => $"{intent.Key}:{string.Join('+', intent.GivenUp)}{(Missing.Contains(intent) ? "!" : "")}").Order(StringComparer.Ordinal))}\n"
            + string.Join('\n', Turns);
    }

    /// <summary>The turns that count: those of the conversation, in a tree all of them.</summary>
    private IEnumerable<ExpectedTurn> Counted =>
        Settings.Policy == SessionPolicy.Tree || Turns.Count == 0 ? Turns : (IEnumerable<ExpectedTurn>)Turns[^1].Path;

    /// <summary>
    /// Whether a request has an answer of its own where one was sampled, on the path that it would leave; or begins with the whole of a
    /// longer path than the one that it would continue. In a tree: an answer of its own behind messages that are those of a turn, whose own behind are as long as the path continued.
    /// </summary>
    private bool IsReplayedOtherwise(ExpectedTurn? parent, IReadOnlyList<Said> request)
    {
        var start = parent?.Messages.Length ?? 0;
        var held = Settings.Policy == SessionPolicy.Tree ? Turns.Where(turn => (turn.Parent?.Messages.Length ?? 0) == start)
            : Turns.Count == 0 ? []
            : Turns[^1].Path.Where(turn => turn.Messages.Length > start);
        return held.Any(turn =>
                turn.Messages.Length <= request.Count
                && request[turn.Messages.Length - 1].Role == "assistant"
                && ExpectedMatching.Common(Settings.Matcher, [turn.Messages[^1]], [request[turn.Messages.Length - 1]]) == 0
                && (Settings.Policy == SessionPolicy.Linear
                    || ExpectedMatching.Common(Settings.Matcher, turn.Messages, request) == turn.Messages.Length - 1))
            || Turns.Any(turn => turn.Messages.Length > start
                && ExpectedMatching.Common(Settings.Matcher, turn.Messages, request) == turn.Messages.Length);
    }

    /// <summary>Turns whose parent has no end of its own and got none, in sessions where turns run on: level 4 does not hold for them.</summary>
    public IEnumerable<ExpectedTurn> RunOn => Settings.Unended is not (UnendedTurns.RunOn or UnendedTurns.RunOnCloseLength)
        ? []
        : Turns.Where(turn => turn.Parent is { HasEnd: false } parent
            && !(parent.AfterStop < 0 && parent.FinishReason == "length" && Settings.Unended == UnendedTurns.RunOnCloseLength));

    private static string Keys(IEnumerable<ExpectedIntent> intents) =>
        string.Join(' ', intents.Select(intent => intent.Key).Order(StringComparer.Ordinal));

    /// <summary>A lost request without a client's key is made good by a later turn of the same body.</summary>
    private bool IsMadeGood(ExpectedIntent lost) =>
        !lost.IsClientKey && Intents.Any(other => other.Turn >= lost.TurnCount && other.Body == lost.Body);
}
