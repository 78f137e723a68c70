using Tito.Server.Endpoints;

namespace Tito.Functions.UndrainEndpoint;

/// <summary>The function of <c>POST /endpoints/{endpoint}/undrain</c>.</summary>
internal static class UndrainEndpointFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.UndrainEndpoint;
}
