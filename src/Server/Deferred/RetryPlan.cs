using Tito.Core.Problems;

namespace Tito.Server.Deferred;

/// <summary>Which problems of a parked turn pass, and how long to wait for it.</summary>
/// <remarks>Pure: the wait grows with the age of what waits, so that nobody has to count the tries.</remarks>
internal static class RetryPlan
{
    private const int RequestTimeout = 408;
    private const int TooEarly = 425;
    private const int TooManyRequests = 429;
    private const int ServerErrors = 500;
    private const int NotImplemented = 501;

    /// <summary>A try each quarter of the age, so that a fault of a second costs a second and one of an hour some thirty tries.</summary>
    private const int TriesAnAge = 4;

    /// <summary>
    /// No wait is shorter, also the last one: a timer that rings a little early would be followed by ever shorter ones.
    /// </summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether the same request may succeed later without anybody's changing it.</summary>
    public static bool Passes(Problem problem) => problem.Code switch
    {
        ProblemCode.TurnInFlight or ProblemCode.EngineAborted or ProblemCode.EngineUnreachable or ProblemCode.EngineTimeout => true,
        ProblemCode.EnginesBusy or ProblemCode.EnginesStale or ProblemCode.EnginesUnavailable => true,
        ProblemCode.JournalUnavailable or ProblemCode.ServerBusy or ProblemCode.InternalError => true,
        ProblemCode.EngineError => problem.EngineStatus is null or RequestTimeout or TooEarly or TooManyRequests
            or (>= ServerErrors and not NotImplemented),

        // The session is there, and another server has its model.
        ProblemCode.SessionNotFound => true,
        _ => false,
    };

    /// <summary>How long to wait before the next try, above 0.</summary>
    /// <param name="problem">A problem that passes.</param>
    /// <param name="age">How long the turn has been waiting.</param>
    public static TimeSpan Wait(Problem problem, TimeSpan age)
    {
        var wait = age / TriesAnAge;
        wait = wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
        return problem.Code == ProblemCode.TurnInFlight ? problem.RetryAfter ?? Shortest
            : problem.RetryAfter > wait ? problem.RetryAfter.Value
            : wait;
    }
}
