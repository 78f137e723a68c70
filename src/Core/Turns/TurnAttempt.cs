using System.Diagnostics;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>One attempt at a turn: plan, record the intent, ask the engine, commit.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TurnRun(ISessionJournal journal, IInferenceEngine engine, SessionModel model, TurnLimits limits, TimeProvider clock)
{
    private readonly TurnPlanner _planner = new(model);

    /// <summary>Makes the attempt; null when another attempt holds the key, and the journal knows more about it.</summary>
    public async Task<TurnOutcome?> TakeAsync(JournaledSession session, ChatRequest request, Attempt attempt, CancellationToken cancellationToken)
    {
        var preparation = _planner.Prepare(session, request);
        if (preparation is TurnPreparation.Failed(var problem))
        {
            return new TurnOutcome.Failed(problem);
        }

        var (plan, body) = (TurnPreparation.Ready)preparation;
        var intent = Intent(session, plan, request, attempt);
        switch (await BeginAsync(session, intent).ConfigureAwait(false))
        {
            case BeginOutcome.Gone:
                return new TurnOutcome.Failed(Problem.SessionNotFound(session.Head.SessionId));
            case BeginOutcome.Closed:
                return new TurnOutcome.Failed(Problems.SessionClosed(session.Head.SessionId));
            case BeginOutcome.Held:
                return null;
            default:
                var inference = await AskAsync(session, plan, body, intent, attempt.Key is null ? cancellationToken : CancellationToken.None)
                    .ConfigureAwait(false);
                return await CompleteAsync(session, plan, intent, inference).ConfigureAwait(false);
        }
    }

    private TurnIntent Intent(JournaledSession session, TurnPlan plan, ChatRequest request, Attempt attempt)
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

    /// <summary>Not to be cancelled by a client that hangs up: an intent that was stored but not begun would look like a lost turn.</summary>
    private async Task<BeginOutcome> BeginAsync(JournaledSession session, TurnIntent intent)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        return await journal.BeginAsync(session.Head.SessionId, intent, limit.Token).ConfigureAwait(false);
    }

    private async Task<InferenceOutcome> AskAsync(
        JournaledSession session, TurnPlan plan, JsonElement body, TurnIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.GenerateAsync(
                new() { SessionId = session.Head.SessionId, PromptIds = plan.PromptIds, Body = body, RoutedExperts = model.RoutedExperts?.Request(plan) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(session, intent, IntentFailure.Abandoned).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<TurnOutcome?> CompleteAsync(JournaledSession session, TurnPlan plan, TurnIntent intent, InferenceOutcome inference)
    {
        TurnOutcome.Failed failed;
        IntentFailure failure;
        try
        {
            if (inference is InferenceOutcome.Completed(var completion))
            {
                return await CommitAsync(session, plan, intent, Content(plan, completion, intent.StartedAt)).ConfigureAwait(false);
            }

            (failed, failure) = (new(Problems.Engine(inference)), Failure(inference));
        }
        catch (MessageException invalid)
        {
            (failed, failure) = (new(Problems.InvalidAnswer(invalid.Message)), IntentFailure.EngineInvalidAnswer);
        }

        await EndAsync(session, intent, failure).ConfigureAwait(false);
        return failed;
    }

    /// <summary>
    /// Stores the turn. The client's cancellation is not looked at any more: tokens that were sampled are not thrown away because
    /// somebody hung up.
    /// </summary>
    private async Task<TurnOutcome?> CommitAsync(JournaledSession session, TurnPlan plan, TurnIntent intent, TurnContent content)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        var settings = session.Head.Settings;
        var turn = session.Trajectory.Append(plan.Parent, content).Active!;
        var fence = session.Head.Fence;
        while (true)
        {
            switch (await journal.AppendAsync(session.Head.SessionId, turn, fence, intent, limit.Token).ConfigureAwait(false))
            {
                case AppendOutcome.Appended:
                    return new TurnOutcome.Committed(turn, IsReplay: false);
                case AppendOutcome.AlreadyAppended(var sequence) when await journal.LoadAsync(session.Head.SessionId, limit.Token).ConfigureAwait(false) is { } stored:
                    return new TurnOutcome.Committed(stored.Trajectory.Turns[sequence], IsReplay: false);
                case AppendOutcome.Overtaken:
                    return null;
                case AppendOutcome.Stale(var present) when settings.Policy == SessionPolicy.Linear || present.TurnCount >= settings.MaxTurns:
                    await EndAsync(session, intent, IntentFailure.SessionAdvanced).ConfigureAwait(false);
                    return new TurnOutcome.Failed(settings.Policy == SessionPolicy.Linear
                        ? Problems.SessionAdvanced(session.Head, present, turn)
                        : Problems.SessionFull(session.Head, turn));
                case AppendOutcome.Closed:
                    await EndAsync(session, intent, IntentFailure.SessionClosed).ConfigureAwait(false);
                    return new TurnOutcome.Failed(Problems.SessionClosed(session.Head.SessionId, turn));
                case AppendOutcome.TooLarge(var byteCount, var most):
                    await EndAsync(session, intent, IntentFailure.TooLarge).ConfigureAwait(false);
                    return new TurnOutcome.Failed(Problems.TurnTooLarge(byteCount, most, turn));
                case AppendOutcome.Stale when await journal.LoadAsync(session.Head.SessionId, limit.Token).ConfigureAwait(false) is { } moved:
                    // Nothing is ever removed from a tree: the parent is still there, and this turn becomes a sibling of what came first.
                    turn = moved.Trajectory.Append(plan.Parent is { } parent ? moved.Trajectory.Turns[parent.Sequence] : null, content).Active!;
                    fence = moved.Head.Fence;
                    break;
                case AppendOutcome.AlreadyAppended or AppendOutcome.Stale or AppendOutcome.Gone:
                    return new TurnOutcome.Failed(Problems.SessionDeleted(session.Head.SessionId, turn));
                default:
                    throw new UnreachableException();
            }
        }
    }

    private async Task EndAsync(JournaledSession session, TurnIntent intent, IntentFailure failure)
    {
        using var limit = new CancellationTokenSource(TurnLimits.Commit, clock);
        await journal.EndAsync(session.Head.SessionId, intent, failure, limit.Token).ConfigureAwait(false);
    }

    private static IntentFailure Failure(InferenceOutcome inference) => inference switch
    {
        InferenceOutcome.Rejected => IntentFailure.EngineError,
        InferenceOutcome.Nonsense => IntentFailure.EngineInvalidAnswer,
        InferenceOutcome.Unreachable => IntentFailure.EngineUnreachable,
        InferenceOutcome.TimedOut => IntentFailure.EngineTimeout,
        _ => throw new UnreachableException(),
    };

    private static ChatMessage Assistant(Completion completion) =>
        ChatMessage.Parse(completion.Message, "choices[0].message") is { Role: Role.Assistant } message
            ? message
            : throw new MessageException("choices[0].message.role", "must be assistant.");

    private TurnContent Content(TurnPlan plan, Completion completion, DateTimeOffset requestedAt) => new()
    {
        Appended = plan.Appended,
        Assistant = Assistant(completion),
        ReplacedCount = plan.ReplacedCount,
        PromptSegments = plan.PromptSegments,
        Completion = TokenSegment.Sampled(completion.Ids, completion.Logprobs),
        FinishReason = completion.FinishReason,
        RoutedExperts = completion.RoutedExperts,
        Exchange = new()
        {
            RequestedAt = requestedAt,
            CompletedAt = clock.GetUtcNow(),
            Request = RecordJson.StripRequest(completion.RequestBody),
            Response = RecordJson.StripResponse(completion),
            PromptTokens = completion.PromptTokens,
            CachedTokens = completion.CachedTokens,
            WeightVersion = completion.WeightVersion,
        },
    };
}
