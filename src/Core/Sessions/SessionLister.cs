using System.Collections.Immutable;
using Tito.Core.Journals;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>The use case that says which sessions there are.</summary>
/// <param name="journal">Where sessions are kept.</param>
public sealed class SessionLister(IJournalUpkeep journal)
{
    /// <summary>How many sessions a page looks at, whether it takes them or not: what a rare filter may cost.</summary>
    public const int MaxLooked = 10_000;

    /// <summary>
    /// A page of sessions. One that is opened or deleted meanwhile may be on it or not; one that cannot be read is on it whatever is asked
    /// for. A page has fewer than its limit, or none, where it ended after <see cref="MaxLooked"/> sessions.
    /// </summary>
    /// <param name="filter">Which sessions. States are not looked at: they are in no head.</param>
    /// <param name="limit">How many at the most, 1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<Page> RunAsync(SessionFilter filter, int limit, CancellationToken cancellationToken)
    {
        var page = ImmutableArray.CreateBuilder<ListedSession>();
        string? last = null;
        var looked = 0;
        await foreach (var sessionId in journal.ListAsync(filter.After, cancellationToken).ConfigureAwait(false))
        {
            if (page.Count == limit || looked == MaxLooked)
            {
                return new(page.DrainToImmutable(), last);
            }

            (last, looked) = (sessionId, looked + 1);
            await AddAsync(page, sessionId, filter, cancellationToken).ConfigureAwait(false);
        }

        return new(page.DrainToImmutable(), null);
    }

    private async Task AddAsync(
        ImmutableArray<ListedSession>.Builder page, string sessionId, SessionFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            // Null: it was deleted since its id was read.
            if (await journal.FindHeadAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } head && filter.Takes(head))
            {
                page.Add(new(sessionId, head, await LeftAsync(head, cancellationToken).ConfigureAwait(false)));
            }
        }
        catch (JournalCorruptException)
        {
            page.Add(new(sessionId, null, null));
        }
    }

    /// <summary>What a session left behind; null where its turns cannot be read, which its head alone does not tell.</summary>
    private async Task<(int Turns, int Tokens)?> LeftAsync(SessionHead head, CancellationToken cancellationToken)
    {
        // One turn that is active, or none at all, leaves nothing; and a tree does not by its nature.
        if (head.Settings.Policy == SessionPolicy.Tree || (head.TurnCount <= 1 && head.TurnCount == (head.Active ?? -1) + 1))
        {
            return (0, 0);
        }

        try
        {
            return await journal.ReadShapeAsync(head.SessionId, cancellationToken).ConfigureAwait(false) is { } turns
                ? Left(turns, head.Active)
                : null;
        }
        catch (JournalCorruptException)
        {
            return null;
        }
    }

    private static (int Turns, int Tokens) Left(ImmutableArray<TurnShape> turns, int? active)
    {
        var held = new HashSet<int>();
        for (var at = active ?? -1; at >= 0 && at < turns.Length && held.Add(at);)
        {
            at = turns[at].Parent;
        }

        var left = turns.Where(turn => !held.Contains(turn.Sequence)).ToList();
        return (left.Count, left.Sum(turn => turn.SampledCount));
    }

    /// <summary>Some of a journal's sessions.</summary>
    /// <param name="Sessions">In ordinal order of the ids.</param>
    /// <param name="NextAfter">The id after which the next page begins, or null when there is none.</param>
    public sealed record Page(ImmutableArray<ListedSession> Sessions, string? NextAfter);
}
