using Tito.Server.Endpoints;

namespace Tito.Functions.RollBackSession;

/// <summary>The function of <c>POST /sessions/{id}/rollback</c>.</summary>
internal static class RollBackSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.RollBackSession;
}
