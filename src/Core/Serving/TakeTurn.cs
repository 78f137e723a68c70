using System.Diagnostics;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Serving;

/// <summary>The use case at the heart of the product: a request becomes a turn, or nothing at all.</summary>
/// <remarks>
/// Thread-safe. No lock is held while the engine works: the fence that was read at the start decides at commit. Before the commit
/// nothing is stored, so a request that fails leaves the session as it was.
/// </remarks>
/// <param name="journal">Where sessions are kept.</param>
/// <param name="engine">Who samples.</param>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the exchange, and bounds the commit.</param>
public sealed class TakeTurn(ISessionJournal journal, IInferenceEngine engine, SessionModel model, TimeProvider clock)
{
    /// <summary>How long a commit may take: sampled tokens outlive the client's patience, but not forever.</summary>
    public static readonly TimeSpan CommitTimeout = TimeSpan.FromSeconds(30);

    private readonly TurnPlanner _planner = new(model);

    /// <summary>Takes one turn.</summary>
    /// <param name="sessionId">The session's id.</param>
    /// <param name="request">What the client asks for.</param>
    /// <param name="cancellationToken">Gives the request up while the engine works; a sampled completion is committed all the same.</param>
    public async Task<TurnOutcome> RunAsync(string sessionId, ChatRequest request, CancellationToken cancellationToken)
    {
        if (await journal.LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } session)
        {
            return new TurnOutcome.Failed(Problem.SessionNotFound(sessionId));
        }

        if (session.Head.Genesis != model.Genesis)
        {
            return new TurnOutcome.Failed(Problems.OtherModel(session.Head, model.Genesis));
        }

        var preparation = _planner.Prepare(session, request);
        if (preparation is TurnPreparation.Failed(var problem))
        {
            return new TurnOutcome.Failed(problem);
        }

        var (plan, body) = (TurnPreparation.Ready)preparation;
        var requestedAt = clock.GetUtcNow();
        var inference = await engine.GenerateAsync(
            new() { SessionId = sessionId, PromptIds = plan.PromptIds, Body = body }, cancellationToken).ConfigureAwait(false);
        return inference is InferenceOutcome.Completed(var completion)
            ? await CommitAsync(session, plan, completion, requestedAt).ConfigureAwait(false)
            : new TurnOutcome.Failed(Problems.Engine(inference));
    }

    /// <summary>
    /// Stores the turn. The client's cancellation is not looked at any more: tokens that were sampled are not thrown away because
    /// somebody hung up.
    /// </summary>
    private async Task<TurnOutcome> CommitAsync(JournaledSession session, TurnPlan plan, Completion completion, DateTimeOffset requestedAt)
    {
        TurnContent content;
        try
        {
            content = Content(plan, completion, requestedAt);
        }
        catch (MessageException invalid)
        {
            return new TurnOutcome.Failed(new(ProblemCode.EngineInvalidAnswer, $"The engine's answer cannot be used: {invalid.Message}"));
        }

        using var limit = new CancellationTokenSource(CommitTimeout, clock);
        var turn = session.Trajectory.Append(plan.Parent, content).Active!;
        while (true)
        {
            switch (await journal.AppendAsync(session.Head.SessionId, turn, limit.Token).ConfigureAwait(false))
            {
                case AppendOutcome.Appended:
                    return new TurnOutcome.Committed(turn, completion.Response);
                case AppendOutcome.Stale when session.Head.Settings.Policy == SessionPolicy.Tree
                    && await journal.LoadAsync(session.Head.SessionId, limit.Token).ConfigureAwait(false) is { } moved:
                    // Nothing is ever removed from a tree: the parent is still there, and this turn becomes a sibling of what came first.
                    turn = moved.Trajectory.Append(plan.Parent is { } parent ? moved.Trajectory.Turns[parent.Sequence] : null, content).Active!;
                    break;
                case AppendOutcome.Stale(var turnCount):
                    return new TurnOutcome.Failed(Problems.SessionAdvanced(session.Head, turnCount, turn));
                case AppendOutcome.Gone:
                    return new TurnOutcome.Failed(Problems.SessionGone(session.Head.SessionId, turn));
                default:
                    throw new UnreachableException();
            }
        }
    }

    private TurnContent Content(TurnPlan plan, Completion completion, DateTimeOffset requestedAt) => new()
    {
        Appended = plan.Appended,
        Assistant = ChatMessage.Parse(completion.Message, "choices[0].message"),
        ReplacedCount = plan.ReplacedCount,
        PromptSegments = plan.PromptSegments,
        Completion = TokenSegment.Sampled(completion.Ids, completion.Logprobs),
        FinishReason = completion.FinishReason,
        Exchange = new()
        {
            RequestedAt = requestedAt,
            CompletedAt = clock.GetUtcNow(),
            Request = RecordJson.StripRequest(completion.RequestBody),
            Response = RecordJson.StripResponse(completion.Response),
            PromptTokens = completion.PromptTokens,
            CachedTokens = completion.CachedTokens,
            WeightVersion = completion.WeightVersion,
        },
    };
}
