using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>The journal could not be told how an attempt ended, or was told after all.</summary>
/// <param name="SessionId">The session's id.</param>
/// <param name="AttemptId">The attempt's id.</param>
/// <param name="End">How it ended, unless its turn is recorded.</param>
/// <param name="TokenCount">Number of sampled tokens that are in this process alone, 0 or more.</param>
/// <param name="Why">Why the journal could not be told; null where it was told after all.</param>
public sealed record UnsettledEnd(string SessionId, string AttemptId, IntentFailure End, int TokenCount, Exception? Why)
{
    /// <summary>A chain of failures has no end by itself.</summary>
    private const int MostKinds = 8;

    /// <summary>Whether the store is away, and nothing is wrong with the server or the session.</summary>
    public bool IsOutage => Why is JournalUnavailableException or OperationCanceledException;

    /// <summary>
    /// The types of <see cref="Why"/> and of the failures underneath, as <c>A &lt; B</c>; empty where it was told after all. The types
    /// alone: a message may quote what is stored, or say where.
    /// </summary>
    public string Kinds => string.Join(" < ", Chain(Why).Take(MostKinds).Select(failure => failure.GetType().Name));

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }
}
