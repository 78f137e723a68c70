using Tito.Core.Journals;
using Tito.Core.Tokens;

namespace Tito.Core.Problems;

/// <summary>The sentences of the problems that any use of a session can have.</summary>
public static class SessionProblems
{
    /// <summary>How long a client is asked to wait for a store: they come back in seconds or in minutes, and a look costs little.</summary>
    private static readonly TimeSpan JournalWait = TimeSpan.FromSeconds(5);

    /// <summary>The same for room: a body is read in seconds, and a turn that holds one lasts longer.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(2);

    /// <summary>No session has the id.</summary>
    public static Problem NotFound(string sessionId) =>
        new(ProblemCode.SessionNotFound, $"There is no session {sessionId}. Open a session first.");

    /// <summary>A session of a chosen id is there with other settings.</summary>
    public static Problem Exists(string sessionId) => new(
        ProblemCode.SessionExists,
        $"There is a session {sessionId} with other settings, or of another model. Choose another id, or ask with its settings.",
        "id");

    /// <summary>No turn, or not one alone, has the number or the answer's id by which it was named.</summary>
    public static Problem NoTurn(string sessionId, string name, bool isAmbiguous) => new(
        ProblemCode.TurnNotFound,
        isAmbiguous
            ? $"Several turns of session {sessionId} have the answer {name}. Name the turn by its number, as x-tito-turn says it."
            : $"Session {sessionId} has no turn {name}: a turn is named by its number, or by the id of its answer.",
        "turn");

    /// <summary>The journal cannot be used now.</summary>
    /// <param name="reason">What is the matter with it.</param>
    public static Problem JournalUnavailable(string reason) =>
        new(ProblemCode.JournalUnavailable, $"{reason} Ask again.") { RetryAfter = JournalWait };

    /// <summary>This server holds as many bytes of its clients or of its engines as it may.</summary>
    /// <param name="reason">Which, and how many.</param>
    public static Problem Busy(string reason) => new(ProblemCode.ServerBusy, $"{reason} Ask again.") { RetryAfter = BusyWait };

    /// <summary>This server failed in a way that nobody foresaw.</summary>
    public static Problem Defect() => new(ProblemCode.InternalError, "The server failed. Its log says more.");

    /// <summary>The session takes no turn any more.</summary>
    public static Problem Closed(string sessionId) => new(
        ProblemCode.SessionClosed,
        $"Session {sessionId} is closed and takes no turn any more. Nothing was sent to the engine. Open another session.");

    /// <summary>The session is of another model than the one that is served.</summary>
    public static Problem OtherModel(SessionHead head, Digest genesis) => new(
        ProblemCode.SessionNotFound,
        $"Session {head.SessionId} belongs to another tokenizer, template or family ({head.Family}, fingerprint {head.Genesis}); "
        + $"this server runs fingerprint {genesis}. Continue it on a server with the assets that it was opened with.");
}
