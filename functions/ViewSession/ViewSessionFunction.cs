using Tito.Server.Endpoints;

namespace Tito.Functions.ViewSession;

/// <summary>The function of <c>GET /sessions/{id}/view</c>.</summary>
internal static class ViewSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.ViewSession;
}
