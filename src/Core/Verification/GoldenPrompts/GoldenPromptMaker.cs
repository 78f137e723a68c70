using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Prompts;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;

namespace Tito.Core.Verification.GoldenPrompts;

/// <summary>Makes the requests of golden prompts: the prompt from its messages, as the first turn of a session would have it.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="model">The served model.</param>
public sealed class GoldenPromptMaker(SessionModel model)
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    private readonly PromptMaker _prompts = PromptMaker.ForRecords(model);

    /// <summary>The prompt of a request, or why there is none in one sentence.</summary>
    /// <param name="request">An object with <c>messages</c>, and <c>tools</c> and <c>chat_template_kwargs</c> where it has them.</param>
    /// <param name="now">The only time that the template sees.</param>
    public (Prompt? Prompt, string? Refusal) Make(JsonElement request, DateTimeOffset now)
    {
        try
        {
            var recorded = RecordedRequest.Read(request, inputsApart: true);
            return _prompts.Plan(new(), now, Trajectory.Start(model.Genesis), recorded.Messages, recorded.Inputs) switch
            {
                PlanOutcome.Planned(var plan) => (plan.Prompt, null),
                PlanOutcome.Refused(var refusal) => (null, refusal.Message),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (MessageException invalid)
        {
            return (null, invalid.Message);
        }
    }

    /// <summary>The request for a greedy completion.</summary>
    /// <param name="id">Names the request, and the session for routers: visible ASCII without a slash.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="request">What it was made of, for a wire that wants the conversation beside the ids.</param>
    /// <param name="maxTokens">The limit of the completion, 1 or more.</param>
    public static InferenceRequest Greedy(string id, Prompt prompt, JsonElement request, int maxTokens)
    {
        var place = GoldenField.Root(request);
        return new()
        {
            Id = id + "/greedy/",
            SessionId = id,
            Prompt = prompt,
            Fields = JsonElement.Parse("{\"temperature\":0}"),
            TokenLimit = maxTokens,
            Conversation = new(
                [.. place["messages"].Items().Select(message => message.Json)],
                place["tools"].Present?.Json,
                place["chat_template_kwargs"].Present?.Json ?? NoArguments),
        };
    }

    /// <summary>The request for the scores of a recorded completion.</summary>
    /// <param name="id">As of <see cref="Greedy"/>.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="completion">The recorded completion, 1 or more tokens.</param>
    /// <param name="logprobs">Its recorded logprobs.</param>
    public static ScoringRequest Scoring(string id, Prompt prompt, ImmutableArray<int> completion, ImmutableArray<float> logprobs) =>
        new(id + "/score/", id, prompt.Followed(TokenSegment.Sampled(completion, logprobs)).Tokens, prompt.Count);
}
