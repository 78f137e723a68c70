namespace Tito.Simulation;

/// <summary>What goes wrong with some of the requests for a completion, the first of which is number 1.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <remarks>Immutable and thread-safe. Of several that strike one request, the first in the list does.</remarks>
public sealed record SimulatedFault(SimulatedFaultKind Kind)
{
    /// <summary>Strikes each request whose number is a multiple of it.</summary>
    /// <value>1 or more. The default value is 1, each request.</value>
    public int Every { get; init => field = AtLeast(value, 1); } = 1;

    /// <summary>Strikes a request of those with this probability, which the seed and the request's number decide.</summary>
    /// <value>0 to 1. The default value is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public double Probability
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>How many tokens are sampled first. A completion that has no more than these ends as it should.</summary>
    /// <value>0 or more. The default value is 8.</value>
    public int AfterTokens { get; init => field = AtLeast(value, 0); } = 8;

    /// <summary>The HTTP status of a refusal.</summary>
    /// <value>400 to 599. The default value is 503.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Status
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 400);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 599);
            field = value;
        }
    } = 503;

    /// <summary>The <c>Retry-After</c> of a refusal in seconds.</summary>
    /// <value>0 or more, or null for none. The default value is 1.</value>
    public int? RetryAfter { get; init => field = value is { } seconds ? AtLeast(seconds, 0) : null; } = 1;

    private static int AtLeast(int value, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }
}
