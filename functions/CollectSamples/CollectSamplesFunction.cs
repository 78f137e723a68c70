using Tito.Server.Endpoints;

namespace Tito.Functions.CollectSamples;

/// <summary>The function of <c>POST /sessions/{id}/samples</c>.</summary>
internal static class CollectSamplesFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.CollectSamples;
}
