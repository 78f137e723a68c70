using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Trajectories;

namespace Tito.Core.Turns;

/// <summary>
/// Makes the answer of a turn out of what was sampled: how it ended, what it stands for, and whether the engine agrees.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="model">The served model.</param>
/// <param name="clock">Stamps the answer.</param>
internal sealed class AnswerReader(SessionModel model, TimeProvider clock)
{
    private const string Stop = "stop";
    private const string Length = "length";

    /// <summary>The word for a completion that stopped with calls.</summary>
    private const string ToolCalls = "tool_calls";

    private readonly ParseCheck _parse = new(model);

    /// <summary>The answer to a plan.</summary>
    /// <param name="work">What was asked, and of which attempt.</param>
    /// <param name="whole">What was sampled.</param>
    /// <exception cref="MessageException">What the engine made of it stands for no assistant message.</exception>
    public TurnAnswer Read(TurnWork work, SamplingEnd.Whole whole)
    {
        var (sampled, end, read, isOurs) = whole;
        var intent = work.Intent;
        var given = sampled.Parsed is { } parsed ? Given(parsed) : null;
        var assistant = isOurs ? ReadMessage.Of(read, index => CallId.Of(work.ParentDigest, work.Plan.Prompt, index)) : given!;
        return new()
        {
            Assistant = assistant,
            Completion = sampled.Completion,
            FinishReason = Word(whole, assistant),
            Stop = sampled.Stop,
            End = end,
            RoutedExperts = sampled.RoutedExperts,
            Exchange = new()
            {
                RequestedAt = intent.StartedAt,
                CompletedAt = clock.GetUtcNow(),
                Engine = sampled.Engine,
                Agent = work.Plan.Parent is null ? work.Request.Agent : null,
                Line = work.Plan.Parent is null ? work.Request.Line : null,
                Altered = work.Plan.Altered,
                Request = sampled.SentFields,
                Response = sampled.Extra,

                // Whoever reads a turn while it is sampled knows it by an id before the engine has said one of its own.
                ResponseId = intent.AttemptId,
                PromptTokens = sampled.Facts.PromptTokens,
                CachedTokens = sampled.Facts.CachedTokens,
                WeightVersion = sampled.Facts.WeightVersion,
                WeightSpans = sampled.Facts.WeightSpans,
                Disagreement = given is null ? null : _parse.Find(read, sampled.Completion, sampled.Stop?.Text, given),
            },
        };
    }

    /// <summary>
    /// The word for the end: the engine's, but what the message says of calls where it is read here, and where the stop token was the last
    /// one that a limit allowed. Engines that look at the limit first call such a turn cut, and nothing is missing in it.
    /// </summary>
    private static string Word(SamplingEnd.Whole whole, ChatMessage assistant)
    {
        var word = whole.Sampled.FinishReason;
        return (word == Length && whole.End.Kind == EndKind.StopToken) || (whole.IsOurs && word is Stop or ToolCalls)
            ? (assistant.Field("tool_calls") is { ValueKind: JsonValueKind.Array } calls && calls.GetArrayLength() > 0 ? ToolCalls : Stop)
            : word;
    }

    /// <summary>The message that the engine made.</summary>
    private static ChatMessage Given(JsonElement parsed) =>
        ChatMessage.Parse(parsed, "message") is { Role: Role.Assistant } message ? message
        : throw new MessageException("message.role", "must be assistant.");
}
