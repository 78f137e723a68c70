using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Problems;
using Tito.Core.Sessions;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Core.Turns;
using Tito.Server.Errors;

namespace Tito.Server.Seen;

/// <summary>Counts what becomes of turns, and what is found in sessions that are looked at.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="metrics">The instruments.</param>
internal sealed class TurnMetrics(TitoMetrics metrics)
{
    /// <summary>So many states of sessions are remembered; one that is forgotten is counted again when it is looked at.</summary>
    private const int MostSeen = 65_536;

    private readonly ConcurrentDictionary<Digest, bool> _seen = new();

    /// <summary>Waits for a turn that is asked for. One that its client did not wait for is counted as abandoned.</summary>
    public async Task<TurnOutcome> WatchAsync(Task<TurnOutcome> turn)
    {
        metrics.RunningTurns.Add(1);
        try
        {
            var outcome = await turn;
            Count(outcome);
            return outcome;
        }
        catch (OperationCanceledException)
        {
            CountTurn("abandoned");
            throw;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CountTurn(Code(failure));
            throw;
        }
        finally
        {
            metrics.RunningTurns.Add(-1);
        }
    }

    /// <summary>Counts what the comparator found in a session, unless that state of it was looked at before.</summary>
    public void Count(SessionView view) => Count(view.Session.Trajectory.Digest, view.Mismatches);

    /// <summary>The same for a session and each branch of it that has a sample.</summary>
    public void Count(CollectOutcome.Collected collected)
    {
        Count(collected.View);
        foreach (var sample in collected.Samples)
        {
            Count(sample.Leaf.Leaf.Digest, sample.Mismatches);
        }
    }

    private void Count(Digest state, ImmutableArray<Mismatch>? mismatches)
    {
        if (mismatches is not { IsEmpty: false } found)
        {
            return;
        }

        if (_seen.Count >= MostSeen)
        {
            _seen.Clear();
        }

        if (_seen.TryAdd(state, true))
        {
            Count(found);
        }
    }

    private void Count(ImmutableArray<Mismatch> found)
    {
        foreach (var mismatch in found)
        {
            metrics.Mismatches.Add(1, new KeyValuePair<string, object?>("type", WireName.Of(mismatch.Type)));
        }
    }

    private void Count(TurnOutcome outcome)
    {
        var word = outcome switch
        {
            TurnOutcome.Committed { IsReplay: true } => "replayed",
            TurnOutcome.Committed => "committed",
            TurnOutcome.Failed(var problem) => WireName.Of(problem.Code),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        CountTurn(word);
        if (outcome is TurnOutcome.Committed { IsReplay: false, Turn: var turn, LeftBehind: var left, Fork: var fork })
        {
            Count(turn);
            if (!left.IsEmpty)
            {
                metrics.Restarts.Add(1, new KeyValuePair<string, object?>("reason", WireName.Of(left.Turns[0].Reason)));
                metrics.LeftBehindTokens.Add(left.TokenCount);
            }

            if (fork is not null)
            {
                metrics.Forks.Add(1);
                metrics.ForkTokens.Add(fork.TokenCount);
            }
        }
    }

    /// <summary>The code that a client is told of a turn that ended in no outcome.</summary>
    private static string Code(Exception failure) => failure switch
    {
        JournalUnavailableException => WireName.Of(ProblemCode.JournalUnavailable),
        JournalCorruptException => ErrorCatalog.JournalCorrupt.Code,
        _ => WireName.Of(ProblemCode.InternalError),
    };

    private void CountTurn(string outcome) => metrics.Turns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    private void Count(Turn turn)
    {
        var content = turn.Content;
        foreach (var segment in content.PromptSegments.Add(content.Completion))
        {
            metrics.Tokens.Add(segment.Ids.Length, new KeyValuePair<string, object?>("origin", WireName.Of(segment.Origin)));
        }

        if (content.ReplacedCount > 0 || content.PromptSegments.Any(segment => segment.Origin == TokenOrigin.Splice))
        {
            metrics.Splices.Add(1);
        }

        if (content.Exchange.Disagreement is { } field)
        {
            metrics.Disagreements.Add(1, new KeyValuePair<string, object?>("field", field));
        }
    }
}
