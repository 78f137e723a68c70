using Tito.Server.Endpoints;

namespace Tito.Functions.GetSession;

/// <summary>The function of <c>GET /sessions/{id}</c>.</summary>
internal static class GetSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.GetSession;
}
