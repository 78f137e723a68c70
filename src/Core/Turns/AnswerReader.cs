using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Makes the answer of a turn out of what an engine sampled: how it ended, what it stands for, and whether the engine agrees. Where it
/// gives ids alone, they stand for what the family's parser reads.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the answer.</param>
internal sealed class AnswerReader(SessionModel model, TimeProvider clock)
{
    private const string Stop = "stop";

    /// <summary>The word for a completion that stopped with calls: an engine that gives ids alone does not know of them.</summary>
    private const string ToolCalls = "tool_calls";

    private readonly ParseCheck _parse = new(model);

    /// <summary>The answer to a plan.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="plan">What the engine was asked to continue.</param>
    /// <param name="intent">The attempt that asked it.</param>
    /// <param name="sampled">What it gave back.</param>
    /// <param name="agent">The tag of a conversation that begins with the turn; null for none.</param>
    /// <exception cref="MessageException">An id is no token, or what was given stands for no assistant message.</exception>
    public TurnAnswer Read(string sessionId, TurnPlan plan, TurnIntent intent, Sampled sampled, string? agent)
    {
        _parse.RequireTokens(sampled.Completion);
        var end = TurnEnd.Of(sampled.Completion, sampled.FinishReason, sampled.Stop, model.Ends);
        var read = SampledText.Read(model, plan, sampled.Completion, end);
        var assistant = sampled.Parsed is { } given ? Given(given) : ReadMessage.Of(read, sessionId, intent.TurnCount);
        return new()
        {
            Assistant = assistant,
            Completion = sampled.Completion,
            FinishReason = sampled is { Parsed: null, FinishReason: Stop } && !read.ToolCalls.IsEmpty ? ToolCalls : sampled.FinishReason,
            Stop = sampled.Stop,
            End = end,
            RoutedExperts = sampled.RoutedExperts,
            Exchange = new()
            {
                RequestedAt = intent.StartedAt,
                CompletedAt = clock.GetUtcNow(),
                Engine = sampled.Engine,
                Agent = plan.Parent is null ? agent : null,
                Request = sampled.SentFields,
                Response = sampled.Extra,
                ResponseId = sampled.Facts.AnswerId,
                PromptTokens = sampled.Facts.PromptTokens,
                CachedTokens = sampled.Facts.CachedTokens,
                WeightVersion = sampled.Facts.WeightVersion,
                WeightSpans = sampled.Facts.WeightSpans,
                Disagreement = sampled.Parsed is null ? null : _parse.Find(read, sampled.Completion, assistant),
            },
        };
    }

    /// <summary>The message as the engine parsed it.</summary>
    private static ChatMessage Given(JsonElement parsed) =>
        ChatMessage.Parse(parsed, "message") is { Role: Role.Assistant } message ? message
        : throw new MessageException("message.role", "must be assistant.");
}
