using System.Diagnostics;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Problems;

namespace Tito.Core.Turns;

/// <summary>The use case of a turn that is answered later: its request is put into the journal, from where it will be taken.</summary>
/// <remarks>Thread-safe. Nothing is planned or sampled here.</remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Says when it was parked.</param>
public sealed class TurnParker(ISessionJournal journal, SessionModel model, TimeProvider clock)
{
    /// <summary>Parks a request, or finds it parked or taken.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="request">What the client asks for, of a face that keeps what its answers repeat.</param>
    /// <param name="face">The name of the face that read it, and will read it again.</param>
    /// <param name="body">The body's JSON value, with the bytes of the request's digest.</param>
    /// <param name="attempt">
    /// Which request this is among its retries. Without a key, a retry is of the request with the same body that was parked last, and any
    /// other request gets its own id for a key.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; the request may be parked nevertheless.</param>
    public async Task<TurnParking> RunAsync(
        string sessionId,
        TurnRequest request,
        string face,
        ReadOnlyMemory<byte> body,
        Attempt attempt,
        CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new TurnParking.Refused(SessionProblems.NotFound(sessionId));
        }

        if (model.For(session.Head.Genesis) is null)
        {
            return new TurnParking.Refused(SessionProblems.OtherModel(session.Head, model.Genesis));
        }

        var parked = new ParkedTurn
        {
            Key = attempt.Key ?? attempt.FindEarlier(session.Intents, request)?.Key ?? attempt.Id,
            RequestDigest = request.Digest,
            Face = face,
            Agent = request.Agent,
            Line = request.Line,
            Body = body,
            ParkedAt = clock.GetUtcNow(),
        };
        return await journal.ParkAsync(sessionId, parked, attempt.Id, request.Said, cancellationToken).ConfigureAwait(false) switch
        {
            ParkOutcome.Parked => new TurnParking.Waits(parked.Key, parked.ParkedAt, IsUnderWay: false),
            ParkOutcome.AlreadyParked(var holder) =>
                new TurnParking.Waits(parked.Key, holder.StartedAt, holder.IsUnderWay(parked.ParkedAt)),
            ParkOutcome.Taken => new TurnParking.IsTaken(parked.Key),
            ParkOutcome.KeyReused(var holder) => new TurnParking.Refused(TurnProblems.KeyReused(holder)),
            ParkOutcome.TooLarge(var byteCount, var limit) => new TurnParking.Refused(TurnProblems.ParkedTooLarge(byteCount, limit)),
            ParkOutcome.Closed => new TurnParking.Refused(SessionProblems.Closed(sessionId)),
            ParkOutcome.Gone => new TurnParking.Refused(SessionProblems.NotFound(sessionId)),
            _ => throw new UnreachableException(),
        };
    }
}
