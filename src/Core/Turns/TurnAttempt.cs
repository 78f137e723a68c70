using System.Diagnostics;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>One attempt at a turn: plan, record the intent, ask the engine, commit.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TurnAttempt(
    ISessionJournal journal,
    IInferenceEngine engine,
    SessionModel model,
    TurnLimits limits,
    TurnDeliveries deliveries,
    UnsettledAttempts unsettled,
    Action<string, TurnIntent, int> overtaken,
    TimeProvider clock)
{
    private readonly PromptMaker _prompts = new(model);
    private readonly AnswerReader _answers = new(model, clock);
    private readonly TurnSampler _sampler = new(engine, model, limits, clock);
    private readonly TurnCommitter _committer = new(journal, deliveries, unsettled, overtaken, clock, model.Family.MessageForm);

    /// <summary>
    /// Makes the attempt; null when the journal knows more: another attempt holds the key, or the session is gone.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the turn any more, and it was given up.</exception>
    public async Task<TurnOutcome?> TakeAsync(JournaledSession session, TurnRequest request, Attempt attempt, LiveTurn live)
    {
        var (head, trajectory) = (session.Head, session.Trajectory);
        switch (_prompts.Plan(
            head.Settings, head.CreatedAt, trajectory, request.Messages, request.Inputs, request.Line, request.Named))
        {
            case PlanOutcome.Refused(var refusal):
                return new TurnOutcome.Failed(TurnProblems.Refused(refusal));
            case PlanOutcome.Planned(var plan):
                var work = new TurnWork(session, plan, request, Intent(session, plan, request, attempt), live);
                return await BeginAsync(work).ConfigureAwait(false) switch
                {
                    BeginOutcome.Closed => new TurnOutcome.Failed(SessionProblems.Closed(head.SessionId)),
                    BeginOutcome.Held or BeginOutcome.Gone => null,
                    BeginOutcome.Begun => await SampleAsync(work).ConfigureAwait(false),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Tells retries that nobody marked.</summary>
    public RepeatedRequests Repeats { get; } = new(model, deliveries, clock);

    /// <summary>An outcome that says where the session's turns stood against what the request had.</summary>
    public TurnOutcome Tell(JournaledSession session, TurnRequest request, TurnOutcome outcome) => outcome is TurnOutcome.Committed taken
        ? taken with
        {
            KeptInputs = _prompts.KeptOver(session.Head.Settings, taken.Turn, request.Inputs),
            GhostCount = request.GhostCount + request.Messages.Count - (taken.Turn.MessageCount - 1),
            Fork = taken.Fork ?? (session.Head.Settings.Policy == SessionPolicy.Tree
                ? Fork.OfNamed(session.Trajectory, taken.Turn, request.Named)
                : null),
        }
        : outcome;

    private TurnIntent Intent(JournaledSession session, TurnPlan plan, TurnRequest request, Attempt attempt)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            Key = attempt.RecordedKey,
            IsGenerated = attempt.Key is null,
            AttemptId = attempt.Id,
            RequestDigest = request.Digest,
            Line = request.Line,
            Parent = plan.Parent?.Sequence,
            TurnCount = session.Head.TurnCount,
            StartedAt = now,
            ExpiresAt = now + limits.IntentLifetime,
            Said = request.Said,

            // Nobody can ask for a turn by a key that nobody was told; by its answer's id somebody may.
            Echo = attempt.Key is null && !request.IsToldById ? null : request.Echo,
        };
    }

    /// <summary>
    /// Not to be cancelled by a client that hangs up: an intent that was stored but not begun would look like a lost turn.
    /// </summary>
    private async Task<BeginOutcome> BeginAsync(TurnWork work)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        try
        {
            return await journal.BeginAsync(work.Session.Head, work.Intent, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late)
        {
            Settle(work, late);
            throw new JournalUnavailableException("The journal does not answer in time.", late);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Settle(work, failure);
            throw;
        }
    }

    private async Task<TurnOutcome?> SampleAsync(TurnWork work)
    {
        var (intent, plan) = (work.Intent, work.Plan);
        work.Live.Begin(new(intent.AttemptId, intent.StartedAt, plan.Prompt.Count, plan.Parent?.Sequence), plan, work.Request.Line);
        try
        {
            var end = await _sampler.SampleAsync(work).ConfigureAwait(false);
            work.Live.IsSampled = true;
            return Read(work, ref end) is { } answer
                ? await _committer.CommitAsync(work, answer).ConfigureAwait(false)
                : await EndAsync(work, end).ConfigureAwait(false);
        }
        catch (MessageException invalid)
        {
            // An engine's own message, which only a completion in one piece has: no engine before it vouched for anything.
            await _committer.EndAsync(work, IntentFailure.EngineInvalidAnswer).ConfigureAwait(false);
            return new TurnOutcome.Failed(TurnProblems.InvalidAnswer(invalid.Message));
        }
    }

    /// <summary>The intent may be stored although its store failed, and nobody works on it.</summary>
    private void Settle(TurnWork work, Exception why) =>
        unsettled.Settle(work.Session.Head, work.Intent, IntentFailure.JournalUnavailable, kept: null, why);

    /// <summary>The answer of a whole completion; null, with how it ended instead, where there is none.</summary>
    private TurnAnswer? Read(TurnWork work, ref SamplingEnd end)
    {
        if (end is not SamplingEnd.Whole whole)
        {
            return null;
        }

        try
        {
            return _answers.Read(work, whole);
        }
        catch (Exception defect) when (defect is not MessageException)
        {
            end = new SamplingEnd.Broken(defect, whole.Sampled.Completion, whole.Sampled.Facts.WeightVersion);
            return null;
        }
    }

    /// <summary>There is no turn: what was sampled stays with the intent, and the client may ask again.</summary>
    private async Task<TurnOutcome> EndAsync(TurnWork work, SamplingEnd end)
    {
        switch (end)
        {
            case SamplingEnd.Aborted(var kept, var version):
                var problem = TurnProblems.EngineAborted(
                    await _committer.EndAsync(work, IntentFailure.EngineAborted, kept, version, evenNone: true).ConfigureAwait(false));
                return new TurnOutcome.Failed(IsHeldToAForm(work, kept)
                    ? problem with
                    {
                        Message = problem.Message + " It did not resume: an engine holds a completion to a grammar, or to a call, "
                            + "from its first token on.",
                    }
                    : problem);
            case SamplingEnd.Abandoned(var kept, var version):
                await _committer.EndAsync(work, IntentFailure.Abandoned, kept, version).ConfigureAwait(false);
                throw new OperationCanceledException("Nobody waits for the turn any more.", work.Live.Patience.Token);
            case SamplingEnd.Failed(var outcome, var kept, var version):
                var sampled = await _committer.EndAsync(work, Failure(outcome), kept, version).ConfigureAwait(false);
                return new TurnOutcome.Failed(TurnProblems.Engine(outcome, sampled));
            case SamplingEnd.Broken(var defect, var kept, var version):
                await _committer.EndAsync(work, IntentFailure.EngineInvalidAnswer, kept, version).ConfigureAwait(false);

                // As one of its own kind, since others are taken for what is wrong with a client's body, or for its hanging up.
                throw new InvalidOperationException("A turn failed in a way that nobody foresaw. What was sampled stays with it.", defect);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Whether a turn could not go on, though its session resumes, because of what its request asks for.</summary>
    private static bool IsHeldToAForm(TurnWork work, TokenSegment kept) =>
        work.Request.HasGrammar && !kept.Ids.IsEmpty && work.Session.Head.Settings.OnAbort == AbortRule.Resume;

    private static IntentFailure Failure(InferenceOutcome inference) => inference switch
    {
        InferenceOutcome.Unserved or InferenceOutcome.Rejected => IntentFailure.EngineError,
        InferenceOutcome.Nonsense or InferenceOutcome.NoRoom => IntentFailure.EngineInvalidAnswer,
        InferenceOutcome.Unreachable or InferenceOutcome.NotSent => IntentFailure.EngineUnreachable,
        InferenceOutcome.TimedOut => IntentFailure.EngineTimeout,
        _ => throw new UnreachableException(),
    };
}
