using Tito.Server.Endpoints;

namespace Tito.Functions.GetProof;

/// <summary>The function of <c>GET /sessions/{id}/proof</c>.</summary>
internal static class GetProofFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.GetProof;
}
