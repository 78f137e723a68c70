using Tito.Server.Endpoints;

namespace Tito.Functions.ListEndpoints;

/// <summary>The function of <c>GET /endpoints</c>.</summary>
internal static class ListEndpointsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.ListEndpoints;
}
