using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tito.Core.Completions;
using Tito.Core.Problems;
using Tito.Core.Turns;
using Tito.Faces;
using Tito.Server.Errors;
using Tito.Server.Wire;

namespace Tito.Server.Answers;

/// <summary>
/// The answer as server-sent events, while the turn is sampled: headers and a comment when the engine has been asked, deltas as they come,
/// a comment whenever nothing came for a while, and the end when the turn is committed.
/// </summary>
/// <remarks>
/// WHATWG, HTML, server-sent events: a line that begins with a colon is a comment and is passed by. A failure after the headers left is the
/// face's event for errors, and then the stream ends without its end.
/// </remarks>
/// <param name="context">The exchange.</param>
/// <param name="request">Writes the events.</param>
/// <param name="clock">When something has to be written.</param>
internal sealed class StreamAnswer(HttpContext context, IFaceRequest request, TimeProvider clock) : TurnAnswerWriter(context, clock)
{
    /// <summary>
    /// How long the headers wait for the engine's first word: one that refuses at once is still told with its own status, which clients'
    /// libraries go by, and nobody notices the wait before a first token.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private const string Overtaken =
        "Another attempt took this turn over while it was streamed, and its answer is another one. Ask again for it.";

    private readonly ShownMessage _shown = new();
    private IFaceEvents? _stream;
    private TurnStart? _start;

    /// <inheritdoc/>
    public override async Task FollowAsync(Task outcome, LiveObserver observer)
    {
        LiveTurn? followed = null;
        var seen = 0;
        while (!outcome.IsCompleted && !IsGone)
        {
            var (live, isJoined, changed) = observer.Current;
            if (live != followed && _shown.IsEmpty)
            {
                // Another attempt was made, and nothing of the first one was shown.
                (followed, seen) = (live, 0);
            }

            var isBegun = followed is { Begun.IsCompleted: true };
            if (isBegun)
            {
                _start = await followed!.Begun;
            }

            if (isBegun && followed!.From(seen) is { Count: > 0 } deltas)
            {
                await BeginAsync(isJoined);
                seen += deltas.Count;
                await ShowAsync(deltas);
                continue;
            }

            var next = followed is null or { IsEnded: true } ? changed : isBegun ? followed.GrownAsync(seen) : followed.Begun;
            var limit = Context.Response.HasStarted ? Silence : isBegun ? Grace : Timeout.InfiniteTimeSpan;
            if (!await EndsAsync(Task.WhenAny(outcome, changed, next), limit))
            {
                await BeginAsync(isJoined);
                await WriteAsync(": waiting\n\n");
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> EndAsync(TurnOutcome.Committed committed)
    {
        WriteHeaders(committed);
        WriteStreamHeaders();
        if (_shown.Rest(committed.Turn.Content.Assistant) is not { } rest)
        {
            // Another attempt's turn was committed under the same key, with another message than the one that was shown in part.
            await ErrorBody.WriteAsync(Context, new Problem(ProblemCode.TurnInFlight, Overtaken));
            return false;
        }

        Open(() => request.Open(committed.Turn));
        await ShowAsync(rest);
        Write(_stream!.End(committed.Turn, TurnNotes.Of(committed)));
        return !(await Context.Response.BodyWriter.FlushAsync()).IsCompleted;
    }

    /// <inheritdoc/>
    public override async Task WriteErrorAsync(FaceError error)
    {
        // Readers of typed events take an error for the end of what has begun.
        Open(() => request.Open(_start ?? throw new UnreachableException()));
        Write(_stream!.Fail(error));
        await FlushAsync();
    }

    private async Task BeginAsync(bool isJoined)
    {
        if (Context.Response.HasStarted)
        {
            return;
        }

        WriteStreamHeaders();
        Context.Response.Headers[TurnHeaders.Parent] = (_start!.Parent ?? -1).ToString(CultureInfo.InvariantCulture);
        if (isJoined)
        {
            Context.Response.Headers[AttemptHeaders.Replayed] = "true";
        }

        await Context.Response.StartAsync();
    }

    private void WriteStreamHeaders()
    {
        if (Context.Response.HasStarted)
        {
            return;
        }

        Context.Response.ContentType = "text/event-stream";
        Context.Response.Headers.CacheControl = "no-cache";
        Context.Response.Headers["x-accel-buffering"] = "no";
    }

    private void Open(Func<IFaceEvents> open)
    {
        if (_stream is null)
        {
            _stream = open();
            Write(_stream.Begin());
        }
    }

    private async Task ShowAsync(IEnumerable<CompletionDelta> deltas)
    {
        foreach (var delta in deltas)
        {
            Open(() => request.Open(_start!));
            _shown.Add(delta);
            Write(_stream!.Add(delta));
        }

        await FlushAsync();
    }

    private void Write(IEnumerable<FaceEvent> events)
    {
        var body = Context.Response.BodyWriter;
        foreach (var (data, name) in events)
        {
            if (name is not null)
            {
                _ = Encoding.UTF8.GetBytes($"event: {name}\n", body);
            }

            body.Write("data: "u8);
            body.Write(data.Span);
            body.Write("\n\n"u8);
        }
    }

    private Task WriteAsync(string text)
    {
        _ = Encoding.UTF8.GetBytes(text, Context.Response.BodyWriter);
        return FlushAsync();
    }

    private async Task FlushAsync() => await Context.Response.BodyWriter.FlushAsync();
}
