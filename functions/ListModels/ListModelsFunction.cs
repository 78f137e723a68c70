using Tito.Server.Endpoints;

namespace Tito.Functions.ListModels;

/// <summary>The function of <c>GET /sessions/{id}/v1/models</c>.</summary>
internal static class ListModelsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.ListModels;
}
