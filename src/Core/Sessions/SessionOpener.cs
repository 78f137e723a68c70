using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>The use case that begins a session.</summary>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the session; its templates see no other time.</param>
public sealed class SessionOpener(ISessionJournal journal, SessionModel model, TimeProvider clock)
{
    private const int MaxTries = 5;

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

    /// <summary>Stores an empty session that has earned nothing.</summary>
    /// <param name="sessionId">A fresh id, by <see cref="SessionId"/>.</param>
    /// <param name="settings">What the client chose.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A session of that id exists.</exception>
    /// <exception cref="MessageException">The family cannot do what a setting asks for; it names the setting.</exception>
    public Task<SessionHead> RunAsync(string sessionId, SessionSettings settings, CancellationToken cancellationToken) =>
        RunAsync(sessionId, settings, reward: null, cancellationToken);

    /// <summary>Stores an empty session.</summary>
    /// <param name="sessionId">A fresh id, by <see cref="SessionId"/>.</param>
    /// <param name="settings">What the client chose.</param>
    /// <param name="reward">What the session has earned already, a finite number; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored nevertheless.</param>
    /// <exception cref="ArgumentException">A session of that id exists.</exception>
    /// <exception cref="MessageException">The family cannot do what a setting asks for; it names the setting.</exception>
    public async Task<SessionHead> RunAsync(
        string sessionId, SessionSettings settings, double? reward, CancellationToken cancellationToken) =>
        await CreateAsync(sessionId, settings, reward, cancellationToken).ConfigureAwait(false)
        ?? throw new ArgumentException($"Session {sessionId} exists.", nameof(sessionId));

    /// <summary>Stores an empty session, or finds it there with the same settings and of the same model.</summary>
    /// <param name="sessionId">An id that the client chose, by <see cref="SessionId"/>.</param>
    /// <param name="settings">What the client chose; null for whatever the session has, and for the defaults where it is new.</param>
    /// <param name="defaults">Settings for a new session where the client chose none.</param>
    /// <param name="reward">
    /// What a new session has earned already, a finite number; null for nothing. One that is there keeps its own.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; the session may have been stored nevertheless.</param>
    /// <exception cref="MessageException">The family cannot do what a setting asks for; it names the setting.</exception>
    public async Task<OpenOutcome> OpenAsync(
        string sessionId, SessionSettings? settings, SessionSettings defaults, double? reward, CancellationToken cancellationToken)
    {
        // Another client may open it, and another one delete it, between the two looks.
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { Head: var head })
            {
                return settings is null || (settings == head.Settings && head.Genesis == model.Genesis)
                    ? new OpenOutcome.Open(head, IsNew: false)
                    : new OpenOutcome.Refused(SessionProblems.Exists(sessionId));
            }

            if (await CreateAsync(sessionId, settings ?? defaults, reward, cancellationToken).ConfigureAwait(false) is { } created)
            {
                return new OpenOutcome.Open(created, IsNew: true);
            }
        }

        return new OpenOutcome.Refused(SessionProblems.Exists(sessionId));
    }

    private async Task<SessionHead?> CreateAsync(
        string sessionId, SessionSettings settings, double? reward, CancellationToken cancellationToken)
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
            Reward = reward,
        };
        return await journal.CreateAsync(head, cancellationToken).ConfigureAwait(false) ? head : null;
    }
}
