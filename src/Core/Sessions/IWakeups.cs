namespace Tito.Core.Sessions;

/// <summary>
/// Looks at sessions again when their time has come. It owns when, and nothing else: what is done then, the journal says.
/// </summary>
/// <remarks>Thread-safe. An alarm may be lost or ring twice: the sweep is the backstop, and a ring without a reason does nothing.</remarks>
public interface IWakeups
{
    /// <summary>Sets the session's alarm, in the place of an earlier one.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="at">When to look at it; a time in the past is now.</param>
    /// <param name="cancellationToken">Cancels the wait; the alarm may be set nevertheless.</param>
    ValueTask ArmAsync(string sessionId, DateTimeOffset at, CancellationToken cancellationToken);
}
