using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A request for a turn that waits in the journal to be taken, or what became of it where that is no turn.</summary>
/// <remarks>Immutable and thread-safe. There is at most one under a key of a session.</remarks>
public sealed record ParkedTurn
{
    /// <summary>The turn's idempotency key, the client's or one that was generated for it.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the request's body: that of <see cref="Body"/>, while that is here.</summary>
    public required Digest RequestDigest { get; init; }

    /// <summary>The name of the face that reads the body.</summary>
    public required string Face { get; init; }

    /// <summary>The tag of the conversation that the request begins; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>The line of the session that the request is of; null where it names none.</summary>
    public SessionLine? Line { get; init; }

    /// <summary>The body's JSON value with the bytes as they came; empty once it is not needed any more.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When it was parked.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>When it stopped waiting: it was taken, or failed for good; null while it waits.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it became no turn; null while it waits, and of one that was taken.</summary>
    public ParkedFailure? Failure { get; init; }

    /// <summary>Whether it is still to be taken.</summary>
    public bool IsWaiting => EndedAt is null;

    /// <summary>The same without its body, which failed for good.</summary>
    internal ParkedTurn Fail(ParkedFailure failure, DateTimeOffset at) => this with { Body = default, EndedAt = at, Failure = failure };

    /// <summary>What errors call its row.</summary>
    /// <param name="key">Its key.</param>
    public static string RowName(string key) => $"parked-{key}";

    /// <inheritdoc/>
    public bool Equals(ParkedTurn? other) => other is not null
        && (Key, RequestDigest, Face, Agent, Line, ParkedAt, EndedAt, Failure)
            == (other.Key, other.RequestDigest, other.Face, other.Agent, other.Line, other.ParkedAt, other.EndedAt, other.Failure)
        && Body.Span.SequenceEqual(other.Body.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, RequestDigest, ParkedAt, EndedAt);
}
