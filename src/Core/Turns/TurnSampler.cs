using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Asks the engine for a turn's completion, and asks again for the rest of one that was given up, where the session wants that.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TurnSampler(IInferenceEngine engine, SessionModel model, TurnLimits limits, TimeProvider clock)
{
    /// <summary>How often one turn goes on after an abort.</summary>
    private const int MostResumes = 100;

    /// <summary>How many aborts in a row may come before a single token.</summary>
    private const int MostStalls = 2;

    private const string Length = "length";
    private const string Stop = "stop";

    /// <summary>
    /// How long a turn waits that was given up before a single token: engines do so for as long as new weights take to come.
    /// </summary>
    private static readonly TimeSpan StallWait = TimeSpan.FromSeconds(1);

    private readonly ParseCheck _parse = new(model);

    /// <summary>Has a turn's completion sampled, to its end or to the last abort that nothing follows.</summary>
    /// <exception cref="MessageException">An engine's deltas stand for no message.</exception>
    public async Task<SamplingEnd> SampleAsync(TurnWork work)
    {
        var live = work.Live;
        var sampling = new LiveSampling(
            live, new(model, work.Plan, work.Request.Stops, work.ParentDigest, work.Request.ForbidsCalls));
        var asking = new EngineTurn(engine, live, limits, clock);
        var (pieces, vouched, stalls) = (SampledPieces.None, SampledPieces.None, 0);
        Sampled? answer = null;
        try
        {
            while (true)
            {
                (vouched, answer) = (pieces, null);
                var outcome = await asking.AskAsync(Request(work, pieces), sampling, Until(work, pieces)).ConfigureAwait(false);
                if (outcome is null)
                {
                    var told = pieces.With(sampling.Told(work.Request.Fields));
                    return new SamplingEnd.Abandoned(told.Tokens, told.WeightVersion);
                }

                if (outcome is not InferenceOutcome.Completed(var sampled))
                {
                    // An engine that broke the contract vouches for nothing that it streamed.
                    var kept = outcome is InferenceOutcome.Nonsense ? pieces : pieces.With(sampling.Told(work.Request.Fields));
                    return new SamplingEnd.Failed(outcome, kept.Tokens, kept.WeightVersion);
                }

                try
                {
                    answer = sampled = sampling.WithWeights(sampled);
                    pieces = vouched.With(sampled);
                    if (sampled.FinishReason != EngineTurn.Abort)
                    {
                        return Whole(work, pieces.Join(), sampled.Completion, sampling, live.HasDeltas);
                    }

                    stalls = sampled.Completion.Ids.IsEmpty ? stalls + 1 : 0;
                    var resumes = work.Session.Head.Settings.OnAbort == AbortRule.Resume;
                    if (resumes && EndOf(work, pieces) is { } reason)
                    {
                        var whole = pieces.Join() with { FinishReason = reason, Parsed = null };
                        return Whole(work, whole, sampled.Completion, sampling, isShown: true);
                    }

                    resumes &= !live.IsStopped && pieces.Count <= MostResumes && stalls < MostStalls
                        && !(work.Request.HasGrammar && !pieces.Tokens.Ids.IsEmpty);
                    live.NoteAbort(resumes);
                    if (!resumes || (stalls > 0 && !await WaitAsync(live).ConfigureAwait(false)))
                    {
                        return new SamplingEnd.Aborted(pieces.Tokens, pieces.WeightVersion);
                    }

                    _parse.RequireTokens(sampled.Completion);
                    sampling.GoOn(sampled.Completion);
                }
                catch (MessageException invalid)
                {
                    // What the engines before this one sampled is not at fault, and stays with the intent.
                    return new SamplingEnd.Failed(
                        new InferenceOutcome.Nonsense(invalid.Message), vouched.Tokens, vouched.WeightVersion);
                }
            }
        }
        catch (Exception defect) when (defect is not MessageException)
        {
            // Experts are of no use to what becomes no turn, and may be what is wrong.
            var known = vouched.With((answer ?? sampling.Told(work.Request.Fields)) with { RoutedExperts = null });
            return new SamplingEnd.Broken(defect, known.Tokens, known.WeightVersion);
        }
    }

    /// <summary>
    /// When a piece has to be done. All engines of a turn have the time of one, and the first may begin as late as the intent was stored:
    /// the intent expires when there was time for the commit after it.
    /// </summary>
    private DateTimeOffset Until(TurnWork work, SampledPieces pieces) =>
        work.Intent.StartedAt + limits.Inference + (pieces.Count == 0 ? TurnLimits.Commit : TimeSpan.Zero);

    /// <summary>The true end of a completion that was given up when it was whole already; null where it was not.</summary>
    private string? EndOf(TurnWork work, SampledPieces pieces)
    {
        var ids = pieces.Tokens.Ids;
        return ids.Length > 0 && model.Ends.Own.Contains(ids[^1]) ? Stop
            : ids.Length >= work.Request.TokenLimit ? Length
            : null;
    }

    private SamplingEnd.Whole Whole(TurnWork work, Sampled sampled, TokenSegment last, LiveSampling sampling, bool isShown)
    {
        _parse.RequireTokens(sampled.Completion);

        // The family's format decides what the tokens say, and not the engine: a session has the same message from any of them. Only where
        // nobody declared a format does an engine's own parse say more.
        var isOurs = isShown || sampled.Parsed is null || !model.Family.TakesEngineParse;
        var end = End(sampled);
        if (end.Kind == EndKind.NoStopToken && sampled.Completion.Ids is [.., var id] && work.Request.Stops.TokenIds.Contains(id))
        {
            sampled = sampled with { Stop = new(id, null) };
            end = End(sampled);
        }

        var read = sampling.Finish(last, end, sampled.Stop, isOurs);
        if (sampling.FoundStop is { } text)
        {
            sampled = sampled with { Stop = new(null, text) };
            end = End(sampled);
        }

        return new(sampled, end, read, isOurs);
    }

    private TurnEnd End(Sampled sampled) => TurnEnd.Of(sampled.Completion, sampled.FinishReason, sampled.Stop, model.Ends);

    private InferenceRequest Request(TurnWork work, SampledPieces pieces)
    {
        var (plan, sampled) = (work.Plan, pieces.Tokens);
        var isFirst = pieces.Count == 0;
        return new()
        {
            Id = $"{work.SessionId}/{work.Intent.AttemptId}{(isFirst ? "" : $".{pieces.Count}")}/",
            SessionId = work.SessionId,
            Prompt = isFirst ? plan.Prompt : plan.Prompt.Followed(sampled),
            Fields = work.Request.Fields,
            MaxStaleness = work.Session.Head.Settings.MaxStaleness,
            TokenLimit = isFirst ? null : work.Request.TokenLimit - sampled.Ids.Length,
            MinTokens = isFirst || work.Request.MinTokens is not { } least ? null : Math.Max(0, least - sampled.Ids.Length),
            Conversation = new(
                [.. (plan.Parent?.Messages ?? []).Concat(plan.Appended).Select(message => message.Json)],
                plan.Inputs.Tools,
                plan.Inputs.Arguments),
            RoutedExperts = model.RoutedExperts is { } capture ? RoutedExpertsOf(capture, plan, pieces) : null,
        };
    }

    private static RoutedExpertsRequest RoutedExpertsOf(RoutedExpertsCapture capture, TurnPlan plan, SampledPieces pieces)
    {
        if (capture.Additive && pieces.Experts is { } rows)
        {
            return new(rows.EndRow, capture.Layers, capture.TopK);
        }

        // Rows are held for every token of the parent but its last. They stay valid while those tokens do: a splice that replaces
        // more than the last one makes the path start over.
        var held = plan.Parent?.Content.RoutedExperts?.EndRow ?? 0;
        var kept = (plan.Parent?.Tokens.Count ?? 0) - plan.Prompt.ReplacedCount;
        return new(capture.Additive && held <= kept ? held : 0, capture.Layers, capture.TopK);
    }

    /// <summary>Whether there is somebody to go on for after a little while.</summary>
    private async Task<bool> WaitAsync(LiveTurn live)
    {
        try
        {
            await Task.Delay(StallWait, clock, live.Patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
