namespace Tito.Engines.Routing;

/// <summary>
/// How many requests one endpoint may have: consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam, 2016). A session
/// whose endpoint is at the bound goes to its next choice.
/// </summary>
internal static class LoadBound
{
    /// <summary><c>ceil((1 + slack) * mean)</c>, and at least <see cref="RoutingOptions.LeastBound"/>.</summary>
    /// <param name="inFlight">Number of requests that the endpoints have together, the one that asks not among them.</param>
    /// <param name="endpointCount">Number of endpoints that may be asked, 1 or more.</param>
    /// <param name="slackPercent">The slack, 0 or more.</param>
    /// <returns>A bound below which at least one of the endpoints is.</returns>
    public static int Of(int inFlight, int endpointCount, int slackPercent)
    {
        var parts = 100L * endpointCount;
        var bound = ((100L + slackPercent) * (inFlight + 1L) + parts - 1) / parts;
        return (int)Math.Clamp(bound, RoutingOptions.LeastBound, int.MaxValue);
    }
}
