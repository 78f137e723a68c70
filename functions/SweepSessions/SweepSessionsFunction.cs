using Tito.Server.Endpoints;

namespace Tito.Functions.SweepSessions;

/// <summary>The timer's function: the Functions host calls <c>POST /SweepSessions</c> when it is due.</summary>
internal static class SweepSessionsFunction
{
    /// <summary>Where its function.json's trigger leads.</summary>
    public static ServedRoute Trigger => Routes.SweepSessions;
}
