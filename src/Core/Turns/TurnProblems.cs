using System.Diagnostics;
using System.Text;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Problems;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>The sentences of the problems: what happened, where, and what to do.</summary>
internal static class TurnProblems
{
    /// <summary>How much of an engine's own error text is passed on, in characters.</summary>
    private const int EngineTextLength = 2000;

    private const int LeastErrorStatus = 400;

    /// <summary>How long a client is asked to wait before it looks for the answer of another process again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a client is asked to wait after an abort: engines give turns up for as long as new weights take to come.</summary>
    private static readonly TimeSpan AbortWait = TimeSpan.FromSeconds(1);

    public static Problem Refused(PromptRefusal refusal) => new(
        refusal.Fault switch
        {
            PromptFault.NoMessages or PromptFault.Invalid => ProblemCode.InvalidRequest,
            PromptFault.SpecialToken => ProblemCode.SpecialTokenInContent,
            PromptFault.TooManyTurns => ProblemCode.SessionFull,
            PromptFault.HistoryMismatch => ProblemCode.HistoryMismatch,
            PromptFault.InputsChanged => ProblemCode.PromptInputsChanged,
            PromptFault.RoleNotAllowed => ProblemCode.RoleNotAllowed,
            PromptFault.TruncatedTurn => ProblemCode.TurnTruncated,
            PromptFault.TemplateFailed => ProblemCode.TemplateFailed,
            PromptFault.NotAppendOnly => ProblemCode.TemplateNotAppendOnly,
            PromptFault.PrefixBroken or PromptFault.NotEnded => ProblemCode.PrefixMismatch,
            _ => throw new UnreachableException(),
        },
        refusal.Message,
        refusal.Param)
    {
        MessageIndex = refusal.MessageIndex,
    };

    public static Problem SessionAdvanced(SessionHead head, Fence present, AbortedCompletion? kept) => new(
        ProblemCode.SessionAdvanced,
        (present.TurnCount == head.TurnCount
            ? $"Session {head.SessionId} was rolled back to turn {present.Active ?? -1} while the engine worked. "
            : $"Session {head.SessionId} had {head.TurnCount} turns when this request began and has {present.TurnCount} now. ")
        + $"{NoTurn(kept)} Read the session and ask again.");

    /// <summary>The same answer for a retry of the loser: to run it again would roll the winner back.</summary>
    public static Problem LostRace(SessionHead head, TurnIntent lost) => head.Settings.Policy == SessionPolicy.Tree
        ? new(
            ProblemCode.SessionFull,
            $"This request was sent before, and session {head.SessionId} got the last of its {head.Settings.MaxTurns} turns while the "
            + "engine worked. The completion was not recorded as a turn. Open another session, or open it with a larger max_turns.")
        : new(
            ProblemCode.SessionAdvanced,
            $"This request was sent before, when session {head.SessionId} had {lost.TurnCount} turns, and "
            + (head.TurnCount == lost.TurnCount
                ? "it was rolled back while the engine worked. "
                : $"another turn was committed first; it has {head.TurnCount} now. ")
            + "The completion was not recorded as a turn and is not part of the session. Read the session and ask anew.");

    /// <summary>Other branches took the last places of a tree while the engine worked.</summary>
    public static Problem SessionFull(SessionHead head, AbortedCompletion? kept) => new(
        ProblemCode.SessionFull,
        $"Session {head.SessionId} got the last of its {head.Settings.MaxTurns} turns while the engine worked. "
        + $"{NoTurn(kept)} Open another session, or open it with a larger max_turns.");

    public static Problem SessionDeleted(string sessionId) => new(
        ProblemCode.SessionDeleted,
        $"Session {sessionId} was deleted while this request was under way, and another one was opened under its id. "
        + "Nothing was recorded.");

    public static Problem SessionDeleted(string sessionId, Turn lost) => new(
        ProblemCode.SessionDeleted,
        $"Session {sessionId} was deleted while the engine worked. "
        + $"The completion of {lost.Content.Completion.Ids.Length} tokens was not recorded.");

    public static Problem SessionClosed(string sessionId, AbortedCompletion? kept) => new(
        ProblemCode.SessionClosed,
        $"Session {sessionId} was closed while the engine worked. {NoTurn(kept)}");

    public static Problem TurnTooLarge(long byteCount, long limit, AbortedCompletion? kept) => new(
        ProblemCode.TurnTooLarge,
        $"The turn has {byteCount} bytes, and a journal keeps at most {limit} of one turn. "
        + $"{NoTurn(kept)} Ask for fewer tokens.");

    /// <summary>The journal was away for longer than a commit waits for it.</summary>
    public static Problem NotStored(string reason, int tokenCount)
    {
        var problem = SessionProblems.JournalUnavailable(reason);
        return problem with
        {
            Message = $"The completion of {tokenCount} tokens could not be recorded: {problem.Message} "
                + "The same request gets the turn if it was recorded after all, and a new one if not.",
        };
    }

    public static Problem KeyReused(TurnIntent holder) => new(
        ProblemCode.IdempotencyKeyReused,
        $"The idempotency key was used at {holder.StartedAt:O} with another body. A key stands for one request: take a new key.");

    public static Problem ParkedTooLarge(long byteCount, long limit) => new(
        ProblemCode.TurnTooLarge,
        $"The body has {byteCount} bytes, and a journal keeps at most {limit} of one that waits. "
        + "Ask for the turn at once.");

    public static Problem NotFound(string sessionId, string key, TurnIntent? failed) => new(
        ProblemCode.TurnNotFound,
        $"Session {sessionId} has no turn under the key {key}, and none is under way. "
        + (failed is null ? "Ask for one under this key first." : "The last attempt under it failed; its client was told why. Ask again."));

    public static Problem InFlight(TurnIntent holder, DateTimeOffset now)
    {
        var left = holder.ExpiresAt - now;
        return new(
            ProblemCode.TurnInFlight,
            $"This request was sent before, at {holder.StartedAt:O}, and has no answer yet. "
            + $"Ask again; from {holder.ExpiresAt:O} on it counts as lost and is taken anew.")
        {
            RetryAfter = left < LongestWait ? left : LongestWait,
        };
    }

    public static Problem EngineAborted(AbortedCompletion? kept) => new(
        ProblemCode.EngineAborted, $"The engine gave the turn up after {kept?.TokenCount ?? 0} tokens. {Kept(kept)} Ask again.")
    {
        RetryAfter = AbortWait,
    };

    public static Problem AbortedParked() => new(
        ProblemCode.EngineAborted, "The turn was given up with its session's others before it was taken. Ask again.");

    public static Problem InvalidAnswer(string reason) =>
        new(ProblemCode.EngineInvalidAnswer, $"The engine's answer cannot be used: {reason}");

    /// <summary>An engine failed.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="kept">What was sampled before; null for nothing.</param>
    public static Problem Engine(InferenceOutcome outcome, AbortedCompletion? kept = null) => outcome switch
    {
        InferenceOutcome.Rejected rejected => new(
            ProblemCode.EngineError, $"The engine answered with status {rejected.Status}: {EngineText(rejected.Body)}")
        {
            // A redirect or an empty success says nothing to our client, and some of them cannot carry a body.
            EngineStatus = rejected.Status >= LeastErrorStatus ? rejected.Status : null,
            EngineCode = rejected.Code,
            RetryAfter = rejected.RetryAfter,
        },
        InferenceOutcome.Unserved(var field, var reason) => new(ProblemCode.InvalidRequest, $"{field} {reason}", field),
        InferenceOutcome.Nonsense(var reason) => InvalidAnswer(reason),
        InferenceOutcome.Unreachable(var reason) => new(ProblemCode.EngineUnreachable, $"The engine could not be reached: {reason}"),
        InferenceOutcome.TimedOut(var after) => new(
            ProblemCode.EngineTimeout,
            $"The engine gave no whole answer within {after.TotalSeconds:0.###} seconds. "
            + (kept is null ? "Nothing was recorded." : NoTurn(kept))),
        InferenceOutcome.NoRoom(var reason) => SessionProblems.Busy(reason),
        InferenceOutcome.NotSent(var why, var reason, var wait) => new(NotSent(why), reason) { RetryAfter = wait },
        _ => throw new UnreachableException(),
    };

    private static ProblemCode NotSent(NotSentReason why) => why switch
    {
        NotSentReason.Busy => ProblemCode.EnginesBusy,
        NotSentReason.Stale => ProblemCode.EnginesStale,
        NotSentReason.Unavailable => ProblemCode.EnginesUnavailable,
        _ => throw new UnreachableException(),
    };

    /// <summary>What became of a completion that came too late, or was too long.</summary>
    private static string NoTurn(AbortedCompletion? kept) =>
        $"The completion of {kept?.TokenCount ?? 0} tokens was not recorded as a turn. {Kept(kept)}";

    /// <summary>What is left of sampled tokens that are no turn's.</summary>
    private static string Kept(AbortedCompletion? kept) => kept is { Completion: null }
        ? "An intent has no room for so many: their number alone stays with it, and they are not part of the session."
        : "They stay with the intent and are not part of the session.";

    private static string EngineText(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return text.Length <= EngineTextLength ? text : string.Concat(text.AsSpan(0, EngineTextLength), "…");
    }
}
