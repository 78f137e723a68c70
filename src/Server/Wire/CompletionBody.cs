using Tito.Core.Serving;
using Tito.Core.Trajectories;

namespace Tito.Server.Wire;

/// <summary>
/// The engine's answer as the client gets it: what was recorded, except the replay payloads. A retry has the same bytes, because it
/// has the same source.
/// </summary>
internal static class CompletionBody
{
    /// <summary>Answers with JSON.</summary>
    public static async Task WriteAsync(HttpContext context, Turn turn)
    {
        await using var json = JsonAnswer.Open(context);
        RecordJson.WriteResponse(json, turn, withReplay: false);
    }
}
