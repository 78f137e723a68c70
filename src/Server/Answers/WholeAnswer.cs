using System.Buffers;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Wire;

namespace Tito.Server.Answers;

/// <summary>
/// The answer as one JSON value. A turn that takes long gets white space before it, which JSON allows: no proxy and no client takes the
/// connection for dead.
/// </summary>
/// <remarks>
/// The white space has the status 200. A failure after it is the face's error object in the body, and then the connection is cut off
/// without the end of the body: a client sees a request that failed, and never a wrong success.
/// </remarks>
/// <param name="context">The exchange.</param>
/// <param name="face">Writes errors.</param>
/// <param name="request">Writes the answer.</param>
/// <param name="clock">When something has to be written.</param>
internal sealed class WholeAnswer(HttpContext context, IFace face, IFaceRequest request, TimeProvider clock)
    : TurnAnswerWriter(context, clock)
{
    /// <summary>How long a client waits without a byte, as it would of any server that answers at once or not at all.</summary>
    private static readonly TimeSpan FirstSilence = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async Task FollowAsync(Task outcome, LiveObserver observer)
    {
        var limit = FirstSilence;
        while (!outcome.IsCompleted && !IsGone)
        {
            if (!await EndsAsync(outcome, limit))
            {
                // Only a turn that is with an engine takes that long for a reason that nothing refuses any more: one that is to be recorded
                // may be refused with a status still, and waits no longer than a commit does.
                if (Context.Response.HasStarted || observer.Current.Turn is { Begun.IsCompleted: true, IsSampled: false })
                {
                    await WaitLongerAsync();
                }

                limit = Silence;
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> EndAsync(TurnOutcome.Committed committed)
    {
        WriteHeaders(committed);
        var isLate = Context.Response.HasStarted;
        await using (var json = isLate
            ? new Utf8JsonWriter(Context.Response.BodyWriter, ReadableJson.Compact)
            : JsonAnswer.OpenNow(Context))
        {
            request.WriteAnswer(json, committed.Turn, isLate ? TurnNotes.Of(committed) : []);
        }

        return !(await Context.Response.BodyWriter.FlushAsync()).IsCompleted;
    }

    /// <inheritdoc/>
    public override async Task WriteErrorAsync(FaceError error)
    {
        await using (var json = new Utf8JsonWriter(Context.Response.BodyWriter, ReadableJson.Compact))
        {
            face.WriteError(json, error);
        }

        await Context.Response.BodyWriter.FlushAsync();
        Context.Abort();
    }

    private async Task WaitLongerAsync()
    {
        if (!Context.Response.HasStarted)
        {
            Context.Response.ContentType = "application/json";
        }

        Context.Response.BodyWriter.Write(" "u8);
        await Context.Response.BodyWriter.FlushAsync();
    }
}
