using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>The use case that begins a session.</summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the session; its templates see no other time.</param>
public sealed class SessionOpener(ISessionJournal journal, SessionModel model, TimeProvider clock)
{
    /// <summary>Refuses settings that the served family cannot keep.</summary>
    /// <exception cref="MessageException">The family cannot do what a setting asks for; it names the setting.</exception>
    public static void Check(SessionSettings settings, SessionModel model)
    {
        if (settings.CloseTruncated && !model.Ends.IsKnown)
        {
            throw new MessageException(
                "unended", $"cannot be close for family {model.Family.Name}: it has no stop token to close a turn with.");
        }
    }

    /// <summary>Stores an empty session.</summary>
    /// <param name="sessionId">A fresh id: 32 lower-case hexadecimal digits.</param>
    /// <param name="settings">What the client chose.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A session of that id exists.</exception>
    /// <exception cref="MessageException">The family cannot do what a setting asks for; it names the setting.</exception>
    public async Task<SessionHead> RunAsync(string sessionId, SessionSettings settings, CancellationToken cancellationToken)
    {
        Check(settings, model);
        var now = clock.GetUtcNow();
        var head = new SessionHead
        {
            SessionId = sessionId,
            Family = model.Family.Name,
            Settings = settings,
            Genesis = model.Genesis,
            Tip = model.Genesis,
            CreatedAt = now,
            LastUsedAt = now,
        };
        return await journal.CreateAsync(head, cancellationToken).ConfigureAwait(false)
            ? head
            : throw new ArgumentException($"Session {sessionId} exists.", nameof(sessionId));
    }
}
