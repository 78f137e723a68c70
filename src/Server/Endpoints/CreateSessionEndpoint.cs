using Tito.Core.Sessions;
using Tito.Core.Trajectories;
using Tito.Server.Options;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>
/// <c>POST /sessions</c>: opens a session with the body's settings, with the server's where it names none, and answers with its id.
/// </summary>
internal static class CreateSessionEndpoint
{
    /// <summary>Answers one request.</summary>
    public static async Task RunAsync(HttpContext context)
    {
        var open = context.Part<SessionOpener>();
        var head = await open.RunAsync(Guid.NewGuid().ToString("N"), await ReadSettingsAsync(context), context.RequestAborted);
        if (context.Part<SessionAlarm>().FirstRing(head) is { } ring)
        {
            await context.Part<IWakeups>().ArmAsync(head.SessionId, ring, context.RequestAborted);
        }

        await using var json = JsonAnswer.Open(context);
        json.WriteStartObject();
        json.WriteString("session_id", head.SessionId);
        json.WriteEndObject();
    }

    private static async Task<SessionSettings> ReadSettingsAsync(HttpContext context)
    {
        using var body = await RequestJson.ReadOptionalAsync(context.Request, context.RequestAborted);
        return context.Part<ServerOptions>().SessionDefaults.Settings(body?.RootElement);
    }
}
