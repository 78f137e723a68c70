using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>
/// A turn that goes to an engine: what was asked, of which state of the session, and what became of it. It is recorded before the
/// engine is asked, so that tokens that were sampled and lost leave a trace.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record TurnIntent
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKeyLength = 255;

    /// <summary>The client's idempotency key, or a generated one: 1 to <see cref="MaxKeyLength"/> characters of visible ASCII.</summary>
    public required string Key { get; init; }

    /// <summary>Whether the client gave no key, so that nobody but a retry of the same body can ask for this turn again.</summary>
    public required bool IsGenerated { get; init; }

    /// <summary>Tells this attempt from others under the same key; only the attempt that holds the key may end it.</summary>
    public required string AttemptId { get; init; }

    /// <summary>SHA-256 of the request's body as it came.</summary>
    public required Digest RequestDigest { get; init; }

    /// <summary>The line of the session that asked; null where it named none, and where an earlier release stored the intent.</summary>
    public SessionLine? Line { get; init; }

    /// <summary>The sequence of the turn that is continued, or null for an empty buffer.</summary>
    public required int? Parent { get; init; }

    /// <summary>The number of turns that the session had, 0 or more: the fence that the turn has to meet.</summary>
    public required int TurnCount { get; init; }

    /// <summary>When the request went to the engine.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When nobody can be working on it any more: an open intent is dangling from then on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The end of it, or null while that is not known.</summary>
    public IntentEnd? End { get; init; }

    /// <summary>What engines had sampled when they gave it up, also for earlier attempts under its key.</summary>
    public AbortedCompletions Aborted { get; init; } = AbortedCompletions.None;

    /// <summary>
    /// Whether the request waits in the journal to be taken (<c>IParkedTurns</c>): whatever became of this attempt, there will be another
    /// one until the turn is there or failed for good.
    /// </summary>
    public bool IsParked { get; init; }

    /// <summary>What the answer repeats of the request; null where the intent does not keep it.</summary>
    public RequestEcho? Echo { get; init; }

    /// <summary>What was said of the turn, with its request or after it.</summary>
    public Annotation Said { get; init; } = Annotation.None;

    /// <summary>Whether another attempt may take the key over: this one failed, or nobody works on it any more.</summary>
    /// <param name="now">The present.</param>
    public bool GivesWay(DateTimeOffset now) => End is IntentEnd.Failed || (End is null && now >= ExpiresAt);

    /// <summary>Whether somebody may be working on it.</summary>
    /// <param name="now">The present.</param>
    public bool IsUnderWay(DateTimeOffset now) => End is null && now < ExpiresAt;

    /// <summary>Whether it may still become a turn without anybody's asking again: it is under way, or parked.</summary>
    /// <param name="now">The present.</param>
    public bool IsPending(DateTimeOffset now) => IsUnderWay(now) || (IsParked && End is not IntentEnd.Committed);

    /// <summary>Whether it was heard of no more: the process that took it is gone, and what was sampled is lost.</summary>
    /// <param name="now">The present.</param>
    public bool IsDangling(DateTimeOffset now) => !IsPending(now) && IsLost(now);

    /// <summary>The same of this attempt alone, whether there will be another one or not.</summary>
    /// <param name="now">The present.</param>
    public bool IsLost(DateTimeOffset now) => End is IntentEnd.Failed(IntentFailure.Lost) || (End is null && now >= ExpiresAt);

    /// <summary>
    /// Whether a request of a line, or of none, may have been this one: two lines may send the same body. What names no line may be any.
    /// </summary>
    /// <param name="line">The line that the request is of; null where it names none.</param>
    public bool MayBeOf(SessionLine? line) => Line is not { Id: { } id } || (line?.Id == id && line.Kind == Line.Kind);

    /// <summary>Whether this is a key: 1 to <see cref="MaxKeyLength"/> characters of visible ASCII.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= MaxKeyLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
}
