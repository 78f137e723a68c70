using Tito.Core.Journals;
using Tito.Core.Sessions;
using Tito.Server.Wire;

namespace Tito.Server.Endpoints;

/// <summary>A session that was opened is looked at when it may have been unused for too long.</summary>
internal static class SessionAlarms
{
    /// <summary>Sets the alarm of a new session.</summary>
    public static async Task ArmAsync(HttpContext context, SessionHead head, bool isNew)
    {
        if (isNew && context.Part<SessionAlarm>().FirstRing(head) is { } ring)
        {
            await context.Part<IWakeups>().ArmAsync(head.SessionId, ring, context.RequestAborted);
        }
    }
}
