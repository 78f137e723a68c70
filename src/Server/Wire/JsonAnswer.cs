using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Server.Wire;

/// <summary>An answer in JSON. Every one is opened here, so that all of them spell text alike: as it is, in one line.</summary>
internal static class JsonAnswer
{
    /// <summary>
    /// Names the body's type and gives the body's writer. The answer is complete when the caller disposes the writer, and leaves when its
    /// request has ended well; where it did not, a <see cref="HeldAnswer"/> says nothing.
    /// </summary>
    public static Utf8JsonWriter Open(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return new(HeldAnswer.Begin(context), ReadableJson.Compact);
    }

    /// <summary>The same for an answer that leaves as it is written: bytes that are there already, or an error.</summary>
    public static Utf8JsonWriter OpenNow(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return new(context.Response.BodyWriter, ReadableJson.Compact);
    }
}
