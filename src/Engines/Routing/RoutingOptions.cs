namespace Tito.Engines.Routing;

/// <summary>How requests are spread over endpoints.</summary>
/// <remarks>Immutable and thread-safe. A value outside its range cannot be set.</remarks>
public sealed record RoutingOptions
{
    /// <summary>How many endpoints one request may try, the first among them.</summary>
    internal const int MaxAttempts = 3;

    /// <summary>
    /// What every endpoint may have in flight whatever the others have: below it a warm cache is worth more than an even load.
    /// </summary>
    internal const int LeastBound = 8;

    /// <summary>How many percent of the mean of all endpoints one may have in flight above that mean before sessions overflow.</summary>
    /// <value>0 to 10,000. The default value is 25.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int SlackPercent
    {
        get;
        init => field = Within(value, 0, 10_000);
    } = 25;

    /// <summary>How many requests one endpoint may have in flight.</summary>
    /// <value>1 or more. The default value is 2,147,483,647: no limit.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public int MaxInFlight
    {
        get;
        init => field = Within(value, 1, int.MaxValue);
    } = int.MaxValue;

    /// <summary>How many requests may wait while each endpoint has its most.</summary>
    /// <value>0 to 1,000,000. The default value is 1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int MaxWaiting
    {
        get;
        init => field = Within(value, 0, 1_000_000);
    } = 1_000;

    /// <summary>How long a request may wait for a place and try endpoints that refuse it, before the last one is asked.</summary>
    /// <value>0 to 24 hours. The default value is 30 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public TimeSpan Patience
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(1));
            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    private static int Within(int value, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
