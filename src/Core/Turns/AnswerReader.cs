using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Makes the answer of a turn out of what an engine sampled: how it ended, what it stands for, and whether the engine agrees.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the answer.</param>
internal sealed class AnswerReader(SessionModel model, TimeProvider clock)
{
    private readonly ParseCheck _parse = new(model);

    /// <summary>The answer to a plan.</summary>
    /// <param name="plan">What the engine was asked to continue.</param>
    /// <param name="sampled">What it gave back.</param>
    /// <param name="requestedAt">When it was asked.</param>
    /// <param name="agent">The tag of the conversation that the turn begins; null for none.</param>
    /// <exception cref="MessageException">An id is no token, or what was given stands for no assistant message.</exception>
    public TurnAnswer Read(TurnPlan plan, Sampled sampled, DateTimeOffset requestedAt, string? agent)
    {
        _parse.RequireTokens(sampled.Completion);
        var assistant = Assistant(sampled);
        var end = TurnEnd.Of(sampled.Completion, sampled.FinishReason, sampled.Stop, model.Ends);
        return new()
        {
            Assistant = assistant,
            Completion = sampled.Completion,
            FinishReason = sampled.FinishReason,
            Stop = sampled.Stop,
            End = end,
            RoutedExperts = sampled.RoutedExperts,
            Exchange = new()
            {
                RequestedAt = requestedAt,
                CompletedAt = clock.GetUtcNow(),
                Engine = sampled.Engine,
                Agent = agent,
                Request = sampled.SentFields,
                Response = sampled.Extra,
                ResponseId = sampled.Facts.AnswerId,
                PromptTokens = sampled.Facts.PromptTokens,
                CachedTokens = sampled.Facts.CachedTokens,
                WeightVersion = sampled.Facts.WeightVersion,
                WeightSpans = sampled.Facts.WeightSpans,
                Disagreement = _parse.Find(plan.Prompt, plan.Inputs, sampled.Completion, end, assistant),
            },
        };
    }

    /// <summary>
    /// The message as the engine parsed it. An engine that gives ids alone needs a parser of ours, which no family has yet.
    /// </summary>
    private static ChatMessage Assistant(Sampled sampled) =>
        sampled.Parsed is not { } parsed
            ? throw new MessageException("message", "the engine gave ids alone, and the family has no parser for them.")
        : ChatMessage.Parse(parsed, "message") is { Role: Role.Assistant } message ? message
        : throw new MessageException("message.role", "must be assistant.");
}
