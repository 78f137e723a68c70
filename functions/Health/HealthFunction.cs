using Tito.Server.Endpoints;

namespace Tito.Functions.Health;

/// <summary>The function of <c>GET /health</c>.</summary>
internal static class HealthFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.Health;
}
