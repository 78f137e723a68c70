using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>Which request this is among those that ask for the same turn.</summary>
/// <param name="Id">Tells this request from all others; a key by the rule of <see cref="TurnIntent.IsKey"/>.</param>
/// <param name="Key">The client's idempotency key by the same rule, or null when it gave none.</param>
/// <param name="IsRetry">Whether the client says that it sent this body before.</param>
public sealed record Attempt(string Id, string? Key, bool IsRetry)
{
    /// <summary>
    /// The session that the request was read of; null for the one that is there at the first look. In another one that was opened under its
    /// id meanwhile nothing is taken.
    /// </summary>
    public SessionHead? Session { get; init; }

    /// <summary>The key under which this attempt is recorded.</summary>
    internal string RecordedKey => Key ?? Id;

    /// <summary>
    /// The attempt that asked for the same turn before, or null. A client's key names it; without one a retry is of the request that came
    /// last with the same body, of the same line where it named one.
    /// </summary>
    internal TurnIntent? FindEarlier(IntentLog intents, TurnRequest request) => (Key, IsRetry) switch
    {
        ({ } key, _) => intents.Find(key),
        (null, true) => intents.FindLast(request.Digest, request.Line),
        _ => null,
    };
}
