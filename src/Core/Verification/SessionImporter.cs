using System.Globalization;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification;

/// <summary>The use case that puts the turns of a golden trajectory into a journal, as a session of their own.</summary>
/// <remarks>
/// The turns are whole before the first is stored, so that only the journal itself can fail midway; then nothing is left of the session.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="clock">Stamps the intents. The session keeps the time at which it was opened, because its templates may print it.</param>
public sealed class SessionImporter(ISessionJournal journal, TimeProvider clock)
{
    /// <summary>Stores a session, reads it back, and says whether it is there.</summary>
    /// <param name="sessionId">The id to store it under, by <see cref="SessionId"/>.</param>
    /// <param name="golden">The file.</param>
    /// <param name="trajectory">The file's turns, restored or planned.</param>
    /// <param name="cancellationToken">Gives the import up; nothing is left of the session.</param>
    /// <returns>False when a session of that id exists; it is left as it was.</returns>
    /// <exception cref="IOException">Somebody else changed the session meanwhile; nothing is left of it.</exception>
    /// <exception cref="JournalCorruptException">What was stored cannot be read again; nothing is left of it.</exception>
    public async Task<bool> RunAsync(string sessionId, GoldenTrajectory golden, Trajectory trajectory, CancellationToken cancellationToken)
    {
        var head = new SessionHead
        {
            SessionId = sessionId,
            Family = golden.Family,
            Settings = golden.Settings,
            Genesis = trajectory.Genesis,
            Tip = trajectory.Genesis,
            CreatedAt = golden.OpenedAt,
            LastUsedAt = clock.GetUtcNow(),
        };
        if (!await journal.CreateAsync(head, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var isWhole = false;
        try
        {
            foreach (var turn in trajectory.Turns)
            {
                await StoreAsync(sessionId, golden, turn, cancellationToken).ConfigureAwait(false);
            }

            await MoveAsync(sessionId, trajectory, cancellationToken).ConfigureAwait(false);
            var stored = await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false);
            isWhole = stored?.Trajectory.Tip == trajectory.Tip && stored.Trajectory.Digest == trajectory.Digest
                ? true
                : throw Meddled(sessionId);
        }
        finally
        {
            if (!isWhole)
            {
                // Not with the caller's token: it may be what ended the import.
                using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
                await journal.DeleteAsync(sessionId, null, limit.Token).ConfigureAwait(false);
            }
        }

        return isWhole;
    }

    private async Task MoveAsync(string sessionId, Trajectory trajectory, CancellationToken cancellationToken)
    {
        var last = trajectory.Turns.Count - 1;
        var fence = new Fence(last + 1, last);
        if (await journal.MoveAsync(sessionId, fence, trajectory.Active?.Sequence, cancellationToken).ConfigureAwait(false)
            is not MoveOutcome.Moved)
        {
            throw Meddled(sessionId);
        }
    }

    private async Task StoreAsync(string sessionId, GoldenTrajectory golden, Turn turn, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var fence = new Fence(turn.Sequence, turn.Sequence > 0 ? turn.Sequence - 1 : null);
        var key = string.Create(CultureInfo.InvariantCulture, $"import-{sessionId}-{turn.Sequence}");
        var intent = new TurnIntent
        {
            Key = key,
            IsGenerated = true,
            AttemptId = key,
            RequestDigest = Digest.Of(CanonicalJson.ToBytes(golden.Turns[turn.Sequence].Request)),
            Parent = turn.Parent?.Sequence,
            TurnCount = turn.Sequence,
            StartedAt = now,
            ExpiresAt = now + TurnLimits.Commit + TurnLimits.Commit,
        };
        if (await journal.BeginAsync(sessionId, intent, cancellationToken).ConfigureAwait(false) is not BeginOutcome.Begun
            || await journal.AppendAsync(sessionId, turn, fence, intent, cancellationToken).ConfigureAwait(false)
                is not AppendOutcome.Appended)
        {
            throw Meddled(sessionId);
        }
    }

    private static IOException Meddled(string sessionId) =>
        new($"Session {sessionId} was changed by somebody else while it was imported; it was removed again. Import the file once more.");
}
