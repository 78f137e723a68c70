using Tito.Server.Endpoints;

namespace Tito.Functions.DrainEndpoint;

/// <summary>The function of <c>POST /endpoints/{endpoint}/drain</c>.</summary>
internal static class DrainEndpointFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.DrainEndpoint;
}
