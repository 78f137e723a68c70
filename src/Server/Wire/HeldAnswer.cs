using System.Buffers;
using System.IO.Pipelines;

namespace Tito.Server.Wire;

/// <summary>
/// The body of an answer, held back until its request has ended: what is thrown in the middle of it becomes an error with a status, and
/// never the second half of a body.
/// </summary>
/// <remarks>Not thread-safe; a request has one. Its bytes lie in the shared pool.</remarks>
internal sealed class HeldAnswer
{
    private readonly Pipe _bytes = new(new(pauseWriterThreshold: 0, useSynchronizationContext: false));

    private HeldAnswer()
    {
    }

    /// <summary>Takes the body of a request's answer from here on.</summary>
    public static IBufferWriter<byte> Begin(HttpContext context)
    {
        Drop(context);
        var answer = new HeldAnswer();
        context.Features.Set(answer);
        return answer._bytes.Writer;
    }

    /// <summary>Sends what was held back, where something was.</summary>
    public static async Task SendAsync(HttpContext context)
    {
        if (context.Features.Get<HeldAnswer>() is not { } answer)
        {
            return;
        }

        context.Features.Set<HeldAnswer>(null);
        await answer._bytes.Writer.CompleteAsync();
        await answer._bytes.Reader.CopyToAsync(context.Response.Body, context.RequestAborted);
        await answer._bytes.Reader.CompleteAsync();
    }

    /// <summary>Forgets what was held back.</summary>
    public static void Drop(HttpContext context)
    {
        if (context.Features.Get<HeldAnswer>() is { } answer)
        {
            context.Features.Set<HeldAnswer>(null);
            answer._bytes.Writer.Complete();
            answer._bytes.Reader.Complete();
        }
    }
}
