using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Answers;
using Tito.Server.Deferred;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>One turn of a session that is answered later: its request is parked in the journal first, and scheduled then.</summary>
internal static class DeferredTurn
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="face">The wire format that the client speaks.</param>
    /// <param name="body">The request's body, as it came.</param>
    /// <param name="request">The same as the face read it.</param>
    /// <param name="asked">What it asks for.</param>
    /// <param name="attempt">Which request it is among its retries.</param>
    /// <returns>The attempt under whose key the turn is there already, for it to be answered at once; null when it was answered.</returns>
    /// <exception cref="MessageException">It cannot be answered later.</exception>
    public static async Task<Attempt?> RunAsync(
        HttpContext context, IFace face, JsonElement body, IFaceRequest request, TurnRequest asked, Attempt attempt)
    {
        if (request.IsStreamed)
        {
            throw new MessageException(
                "stream", $"must not be true beside {PreferHeader.Name}: {PreferHeader.RespondAsync}: the answer is a whole one.");
        }

        TurnLocation.Check(attempt.Key ?? attempt.Id);
        var bytes = JsonMarshal.GetRawUtf8Value(body).ToArray();
        var id = context.SessionId();
        switch (await context.Part<TurnParker>().RunAsync(id, asked, face.Name, bytes, attempt, context.RequestAborted))
        {
            case TurnParking.IsTaken(var taken):
                return attempt with { Key = taken };
            case TurnParking.Refused(var problem):
                await ErrorBody.WriteAsync(context, problem);
                return null;
            case TurnParking.Waits(var key, var since, var isUnderWay):
                // It is parked: whether the client hears of it or not, it will be taken.
                await context.Part<TurnSchedule>().TryAsync(id, key, CancellationToken.None);
                context.Response.Headers[PreferHeader.Applied] = PreferHeader.RespondAsync;
                context.Response.Headers[AttemptHeaders.Key] = key;
                await WaitingAnswer.WriteAsync(context, key, isUnderWay, since);
                return null;
            default:
                throw new UnreachableException();
        }
    }
}
