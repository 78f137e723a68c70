using System.Diagnostics;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Problems;
using Tito.Core.Prompts;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>One attempt at a turn: plan, record the intent, ask the engine, commit.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TurnAttempt(
    ISessionJournal journal, IInferenceEngine engine, SessionModel model, TurnLimits limits, TimeProvider clock)
{
    /// <summary>The word of every engine's client for a completion that the engine gave up.</summary>
    private const string Abort = "abort";

    private readonly PromptMaker _prompts = new(model);
    private readonly AnswerReader _answers = new(model, clock);

    /// <summary>Makes the attempt; null when another attempt holds the key, and the journal knows more about it.</summary>
    public async Task<TurnOutcome?> TakeAsync(
        JournaledSession session, TurnRequest request, Attempt attempt, ISamplingObserver? observer, CancellationToken cancellationToken)
    {
        var (head, trajectory) = (session.Head, session.Trajectory);
        switch (_prompts.Plan(head.Settings, head.CreatedAt, trajectory, request.Messages, request.Inputs))
        {
            case PlanOutcome.Refused(var refusal):
                return new TurnOutcome.Failed(TurnProblems.Refused(refusal));
            case PlanOutcome.Planned(var plan):
                var intent = Intent(session, plan, request, attempt);
                return await BeginAsync(session, intent).ConfigureAwait(false) switch
                {
                    BeginOutcome.Gone => new TurnOutcome.Failed(SessionProblems.NotFound(head.SessionId)),
                    BeginOutcome.Closed => new TurnOutcome.Failed(SessionProblems.Closed(head.SessionId)),
                    BeginOutcome.Held => null,
                    BeginOutcome.Begun =>
                        await SampleAsync(session, plan, request, intent, observer, cancellationToken).ConfigureAwait(false),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>An outcome that says where the session's inputs stood against the request's.</summary>
    public TurnOutcome Tell(JournaledSession session, TurnRequest request, TurnOutcome outcome) => outcome is TurnOutcome.Committed taken
        ? taken with { KeptInputs = _prompts.KeptOver(session.Head.Settings, taken.Turn, request.Inputs) }
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
            Parent = plan.Parent?.Sequence,
            TurnCount = session.Head.TurnCount,
            StartedAt = now,
            ExpiresAt = now + limits.IntentLifetime,
        };
    }

    /// <summary>
    /// Not to be cancelled by a client that hangs up: an intent that was stored but not begun would look like a lost turn.
    /// </summary>
    private async Task<BeginOutcome> BeginAsync(JournaledSession session, TurnIntent intent)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        return await journal.BeginAsync(session.Head.SessionId, intent, limit.Token).ConfigureAwait(false);
    }

    private async Task<TurnOutcome?> SampleAsync(
        JournaledSession session,
        TurnPlan plan,
        TurnRequest request,
        TurnIntent intent,
        ISamplingObserver? observer,
        CancellationToken cancellationToken)
    {
        // A client that has a key of its own can come back for the answer, so its turn outlives its connection.
        var patience = intent.IsGenerated ? cancellationToken : CancellationToken.None;
        var inference = await AskAsync(session, plan, request, intent, observer, patience).ConfigureAwait(false);
        return await CompleteAsync(session, plan, intent, inference, request.Agent).ConfigureAwait(false);
    }

    private async Task<InferenceOutcome> AskAsync(
        JournaledSession session,
        TurnPlan plan,
        TurnRequest request,
        TurnIntent intent,
        ISamplingObserver? observer,
        CancellationToken cancellationToken)
    {
        var asked = new InferenceRequest
        {
            Id = $"{session.Head.SessionId}/{intent.AttemptId}/",
            SessionId = session.Head.SessionId,
            Prompt = plan.Prompt,
            Fields = request.Fields,
            MaxStaleness = session.Head.Settings.MaxStaleness,
            Conversation = new(
                [.. (plan.Parent?.Messages ?? []).Concat(plan.Appended).Select(message => message.Json)],
                plan.Inputs.Tools,
                plan.Inputs.Arguments),
            RoutedExperts = model.RoutedExperts is { } capture ? RoutedExpertsOf(capture, plan) : null,
        };
        try
        {
            return await engine.GenerateAsync(asked, observer, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(session, intent, IntentFailure.Abandoned).ConfigureAwait(false);
            throw;
        }
    }

    private static RoutedExpertsRequest RoutedExpertsOf(RoutedExpertsCapture capture, TurnPlan plan)
    {
        // Rows are held for every token of the parent but its last. They stay valid while those tokens do: a splice that replaces
        // more than the last one makes the path start over.
        var held = plan.Parent?.Content.RoutedExperts?.EndRow ?? 0;
        var kept = (plan.Parent?.Tokens.Count ?? 0) - plan.Prompt.ReplacedCount;
        return new(capture.Additive && held <= kept ? held : 0, capture.Layers, capture.TopK);
    }

    private async Task<TurnOutcome?> CompleteAsync(
        JournaledSession session, TurnPlan plan, TurnIntent intent, InferenceOutcome inference, string? agent)
    {
        TurnOutcome.Failed failed;
        IntentFailure failure;
        try
        {
            if (inference is InferenceOutcome.Completed({ FinishReason: Abort } given))
            {
                return await AbortAsync(session, intent, given).ConfigureAwait(false);
            }

            if (inference is InferenceOutcome.Completed(var sampled))
            {
                var answer = _answers.Read(session.Head.SessionId, plan, intent, sampled, agent);
                return await CommitAsync(session, plan, intent, answer).ConfigureAwait(false);
            }

            (failed, failure) = (new(TurnProblems.Engine(inference)), Failure(inference));
        }
        catch (MessageException invalid)
        {
            (failed, failure) = (new(TurnProblems.InvalidAnswer(invalid.Message)), IntentFailure.EngineInvalidAnswer);
        }

        await EndAsync(session, intent, failure).ConfigureAwait(false);
        return failed;
    }

    /// <summary>
    /// Stores the turn. The client's cancellation is not looked at any more: tokens that were sampled are not thrown away because
    /// somebody hung up.
    /// </summary>
    private async Task<TurnOutcome?> CommitAsync(JournaledSession session, TurnPlan plan, TurnIntent intent, TurnAnswer answer)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        var settings = session.Head.Settings;
        var turn = session.Trajectory.Commit(plan, answer).Active!;
        var fence = session.Head.Fence;
        while (true)
        {
            switch (await journal.AppendAsync(session.Head.SessionId, turn, fence, intent, limit.Token).ConfigureAwait(false))
            {
                case AppendOutcome.Appended:
                    return session.Committed(turn, isReplay: false);
                case AppendOutcome.AlreadyAppended(var sequence)
                    when await journal.LoadAsync(session.Head.SessionId, limit.Token).ConfigureAwait(false) is { } stored:
                    return stored.Committed(stored.Trajectory.Turns[sequence], isReplay: false);
                case AppendOutcome.Overtaken:
                    return null;
                case AppendOutcome.Stale(var present)
                    when settings.Policy == SessionPolicy.Linear || present.TurnCount >= settings.MaxTurns:
                    await EndAsync(session, intent, IntentFailure.SessionAdvanced).ConfigureAwait(false);
                    return new TurnOutcome.Failed(settings.Policy == SessionPolicy.Linear
                        ? TurnProblems.SessionAdvanced(session.Head, present, turn)
                        : TurnProblems.SessionFull(session.Head, turn));
                case AppendOutcome.Closed:
                    await EndAsync(session, intent, IntentFailure.SessionClosed).ConfigureAwait(false);
                    return new TurnOutcome.Failed(TurnProblems.SessionClosed(session.Head.SessionId, turn));
                case AppendOutcome.TooLarge(var byteCount, var most):
                    await EndAsync(session, intent, IntentFailure.TooLarge).ConfigureAwait(false);
                    return new TurnOutcome.Failed(TurnProblems.TurnTooLarge(byteCount, most, turn));
                case AppendOutcome.Stale
                    when await journal.LoadAsync(session.Head.SessionId, limit.Token).ConfigureAwait(false) is { } moved:
                    // Nothing is ever removed from a tree: the parent is still there, and this turn becomes a sibling of what came first.
                    turn = moved.Trajectory.Commit(plan, answer).Active!;
                    fence = moved.Head.Fence;
                    break;
                case AppendOutcome.AlreadyAppended or AppendOutcome.Stale or AppendOutcome.Gone:
                    return new TurnOutcome.Failed(TurnProblems.SessionDeleted(session.Head.SessionId, turn));
                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <summary>A turn that the engine gave up is no answer: what it sampled stays with the intent, and the client may ask again.</summary>
    private async Task<TurnOutcome> AbortAsync(JournaledSession session, TurnIntent intent, Sampled given)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        var count = given.Completion.Ids.Length;
        var aborted = new AbortedCompletion(count, given.Completion, given.Facts.WeightVersion, clock.GetUtcNow());
        await journal.EndAsync(session.Head.SessionId, intent, IntentFailure.EngineAborted, aborted, limit.Token).ConfigureAwait(false);
        return new TurnOutcome.Failed(TurnProblems.EngineAborted(count));
    }

    private async Task EndAsync(JournaledSession session, TurnIntent intent, IntentFailure failure)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        await journal.EndAsync(session.Head.SessionId, intent, failure, limit.Token).ConfigureAwait(false);
    }

    private static IntentFailure Failure(InferenceOutcome inference) => inference switch
    {
        InferenceOutcome.Unserved or InferenceOutcome.Rejected => IntentFailure.EngineError,
        InferenceOutcome.Nonsense => IntentFailure.EngineInvalidAnswer,
        InferenceOutcome.Unreachable or InferenceOutcome.NotSent => IntentFailure.EngineUnreachable,
        InferenceOutcome.TimedOut => IntentFailure.EngineTimeout,
        _ => throw new UnreachableException(),
    };
}
