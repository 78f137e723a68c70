using System.Collections.Immutable;
using Tito.Core.Comparison;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Samples;
using Tito.Core.Trajectories;

namespace Tito.Core.Sessions;

/// <summary>The use case that hands a session to a trainer.</summary>
/// <param name="read">Loads the session with the comparator's verdict.</param>
/// <param name="model">The served model.</param>
public sealed class SessionCollector(SessionViewer read, SessionModel model)
{
    private readonly SampleCollector _collector =
        new(new(ids => model.Renderer.Tokenizer.Decode(ids, skipSpecialTokens: false)), model.Ends);

    /// <summary>The samples of a session, with the session itself.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="request">What the trainer asks for.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<CollectOutcome> RunAsync(string sessionId, SamplesRequest request, CancellationToken cancellationToken)
    {
        return await read.RunAsync(sessionId, cancellationToken).ConfigureAwait(false) is { } view
            ? Collect(view, request)
            : new CollectOutcome.Failed(SessionProblems.NotFound(sessionId));
    }

    /// <summary>The samples of a session that was read.</summary>
    /// <param name="view">The session.</param>
    /// <param name="request">What the trainer asks for.</param>
    internal CollectOutcome Collect(SessionView view, SamplesRequest request)
    {
        // Another tokenizer would decode the ids into a text that nobody wrote.
        var (head, trajectory, _) = view.Session;
        if (model.For(head.Genesis) is null)
        {
            return new CollectOutcome.Failed(SessionProblems.OtherModel(head, model.Genesis));
        }

        try
        {
            var picker = request.Picker ?? (head.Settings.Policy == SessionPolicy.Tree ? SamplePicker.DropRetries : SamplePicker.Latest);
            var limits = new SampleLimits { MaxSequenceLength = request.MaxSequenceLength, MaxTrimTokens = model.Family.MaxTrimTokens };
            var set = _collector.Collect(trajectory, picker, limits, view.Status.Missing, request.Roots);
            return new CollectOutcome.Collected(
                view, [.. set.Samples.Select(sample => new CollectedSample(sample, Mismatches(view, sample.Leaf)))], set.EmptyReason);
        }
        catch (SampleException contradiction)
        {
            return new CollectOutcome.Failed(new(ProblemCode.SamplesNotAssembled, contradiction.Message));
        }
    }

    private ImmutableArray<Mismatch>? Mismatches(SessionView view, Turn leaf) =>
        leaf == view.Session.Trajectory.Active ? view.Mismatches : read.Compare(view.Session.Head, leaf);
}
