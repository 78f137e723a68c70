using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tito.Core.Messages;

namespace Tito.Simulation.Wires;

/// <summary>Sends a stream of frames: <c>data: </c>, a JSON value, an empty line.</summary>
internal sealed class EventFrames(HttpContext context)
{
    private ReadOnlyMemory<byte> _last = "{}"u8.ToArray();

    /// <summary>Sends the headers.</summary>
    public Task StartAsync()
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return SendAsync(default, flush: true);
    }

    /// <summary>Sends a frame.</summary>
    public Task SendAsync(Action<Utf8JsonWriter> write)
    {
        _last = JsonBytes.Write(write);
        return SendAsync(Framed(_last), flush: true);
    }

    /// <summary>Sends the first half of a frame like the one before.</summary>
    public Task SendHalfAsync()
    {
        var frame = Framed(_last);
        return SendAsync(frame.AsMemory(0, frame.Length / 2), flush: true);
    }

    /// <summary>Sends <c>[DONE]</c>.</summary>
    public Task EndAsync() => SendAsync("data: [DONE]\n\n"u8.ToArray(), flush: false);

    private static byte[] Framed(ReadOnlyMemory<byte> json) => [.. "data: "u8, .. json.Span, .. "\n\n"u8];

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, bool flush)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        if (flush)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
