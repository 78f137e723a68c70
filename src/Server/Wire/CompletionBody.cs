using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Serving;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>
/// The engine's answer as the client gets it: what was recorded, but for the replay payloads. A retry has the same bytes, because it
/// has the same source.
/// </summary>
internal static class CompletionBody
{
    /// <summary>Answers with JSON.</summary>
    public static async Task WriteAsync(HttpContext context, Turn turn)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, ReadableJson.Compact);
        RecordJson.WriteResponse(json, turn, withReplay: false);
    }
}
