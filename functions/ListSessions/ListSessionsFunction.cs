using Tito.Server.Endpoints;

namespace Tito.Functions.ListSessions;

/// <summary>The function of <c>GET /sessions</c>.</summary>
internal static class ListSessionsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.ListSessions;
}
