using Tito.Server.Endpoints;

namespace Tito.Functions.DeleteSession;

/// <summary>The function of <c>DELETE /sessions/{id}</c>.</summary>
internal static class DeleteSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.DeleteSession;
}
