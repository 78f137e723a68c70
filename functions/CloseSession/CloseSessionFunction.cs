using Tito.Server.Endpoints;

namespace Tito.Functions.CloseSession;

/// <summary>The function of <c>POST /sessions/{id}/close</c>.</summary>
internal static class CloseSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.CloseSession;
}
