using Microsoft.DurableTask;

namespace Tito.Functions.Durable;

/// <summary>How often activities are tried. All of them are idempotent: the journal knows what was done.</summary>
internal static class DurableRetries
{
    private const double Backoff = 2;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// For some minutes, in which a worker that crashed is back. A turn that fails for longer waits for the next look at it, or for the
    /// sweep: trying for ever would let one turn that ends the worker end the others with it.
    /// </summary>
    public static TaskOptions Turn { get; } = Policy(attempts: 8);

    /// <summary>A shard by itself is set aside after that, half a minute later: the run goes on, and says so.</summary>
    public static TaskOptions Shard { get; } = Policy(attempts: 6);

    /// <summary>What a run cannot do without: for a good part of an hour.</summary>
    public static TaskOptions Run { get; } = Policy(attempts: 40);

    private static TaskOptions Policy(int attempts) =>
        TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, First, Backoff, Longest));
}
