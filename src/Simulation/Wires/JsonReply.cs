using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tito.Core.Messages;

namespace Tito.Simulation.Wires;

/// <summary>Sends JSON bodies.</summary>
internal static class JsonReply
{
    /// <summary>Sends a whole body.</summary>
    public static async Task SendAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = JsonBytes.Write(write);
        Start(context, status, bytes.Length);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Promises a body and sends the first half of it.</summary>
    public static async Task SendHalfAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var bytes = JsonBytes.Write(write);
        Start(context, status, bytes.Length);
        await context.Response.Body.WriteAsync(bytes[..(bytes.Length / 2)], context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static void Start(HttpContext context, int status, int length)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
    }
}
