using Tito.Server.Endpoints;

namespace Tito.Functions.AbortSession;

/// <summary>The function of <c>POST /sessions/{id}/abort</c>.</summary>
internal static class AbortSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.AbortSession;
}
