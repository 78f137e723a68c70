using Tito.Server.Endpoints;

namespace Tito.Functions.VerifySession;

/// <summary>The function of <c>POST /sessions/{id}/verify</c>.</summary>
internal static class VerifySessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.VerifySession;
}
