using Tito.Server.Endpoints;

namespace Tito.Functions.CreateSession;

/// <summary>The function of <c>POST /sessions</c>.</summary>
internal static class CreateSessionFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.CreateSession;
}
