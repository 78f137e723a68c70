using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Answers;

/// <summary>
/// How one request for a turn is answered over HTTP, from when it came: it keeps the connection alive while the turn is taken, and then
/// tells the turn, or why there is none.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="context">The exchange.</param>
/// <param name="clock">When something has to be written.</param>
internal abstract class TurnAnswerWriter(HttpContext context, TimeProvider clock) : IStartedAnswer
{
    /// <summary>How long a connection stays silent that has begun to answer: well below what proxies and clients bear.</summary>
    protected static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>The exchange.</summary>
    protected HttpContext Context { get; } = context;

    /// <summary>Whether nobody reads the answer any more.</summary>
    protected bool IsGone => Context.RequestAborted.IsCancellationRequested;

    /// <summary>Keeps the client company until the outcome is there, or until it is gone.</summary>
    /// <param name="outcome">The turn's outcome. It is not awaited: whether it failed is no matter of this.</param>
    /// <param name="observer">Where the running turn is told.</param>
    public abstract Task FollowAsync(Task outcome, LiveObserver observer);

    /// <summary>Tells a committed turn, and does not return before it has left the server or cannot leave it.</summary>
    /// <returns>Whether it was told to its end, and not an error in its place.</returns>
    public abstract Task<bool> EndAsync(TurnOutcome.Committed committed);

    /// <inheritdoc/>
    public abstract Task WriteErrorAsync(FaceError error);

    /// <summary>Whether something ended in time. It is not asked how.</summary>
    protected async Task<bool> EndsAsync(Task task, TimeSpan limit)
    {
        try
        {
            await Task.WhenAny(task).WaitAsync(limit, clock, Context.RequestAborted);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (IsGone)
        {
            return true;
        }
    }

    /// <summary>Says in headers what is said of a turn, as long as they have not left.</summary>
    protected void WriteHeaders(TurnOutcome.Committed committed)
    {
        if (!Context.Response.HasStarted)
        {
            TurnNotes.WriteHeaders(Context.Response.Headers, committed);
        }
    }
}
