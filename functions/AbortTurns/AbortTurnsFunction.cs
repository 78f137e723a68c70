using Tito.Server.Endpoints;

namespace Tito.Functions.AbortTurns;

/// <summary>The function of <c>POST /abort</c>.</summary>
internal static class AbortTurnsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.AbortTurns;
}
