using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Integration.Fronts;

/// <summary>Writes what an engine samples as SGLang's /generate tells it: a frame for each delta with all tokens so far, and one that ends.</summary>
internal sealed class GenerateAnswer(HttpContext context, InferenceRequest request) : ISamplingObserver
{
    private TokenSegment _sampled = TokenSegment.Sampled([], []);

    public void OnSent(string engine, JsonElement fields)
    {
    }

    public async ValueTask OnDeltaAsync(SampledDelta delta, CancellationToken cancellationToken)
    {
        _sampled = TokenSegment.Sampled(
            [.. _sampled.Ids, .. delta.Completion.Ids], [.. _sampled.Logprobs, .. delta.Completion.Logprobs]);
        await TellAsync(Frame(_sampled, SampledFacts.None with { WeightVersion = delta.WeightVersion }, null), cancellationToken);
    }

    public async Task EndAsync(InferenceOutcome outcome, bool stream, CancellationToken cancellationToken)
    {
        if (outcome is not InferenceOutcome.Completed { Sampled: var sampled })
        {
            await ChatAnswer.WriteAsync(outcome, context);
            return;
        }

        var finish = new JsonObject { ["type"] = sampled.FinishReason };
        if (sampled.Stop is { } stop)
        {
            finish["matched"] = stop.Text is null ? stop.TokenId : stop.Text;
        }

        var last = Frame(sampled.Completion, sampled.Facts, finish);
        if (!stream)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(last.ToJsonString(), cancellationToken);
            return;
        }

        await TellAsync(last, cancellationToken);
        await context.Response.WriteAsync("data: [DONE]\n\n", cancellationToken);
    }

    private async Task TellAsync(JsonObject frame, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {frame.ToJsonString()}\n\n"), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private JsonObject Frame(TokenSegment sampled, SampledFacts facts, JsonObject? finish) => new()
    {
        ["text"] = "",
        ["output_ids"] = new JsonArray([.. sampled.Ids.Select(id => JsonValue.Create(id))]),
        ["meta_info"] = new JsonObject
        {
            ["id"] = facts.AnswerId,
            ["prompt_tokens"] = request.Prompt.Count,
            ["completion_tokens"] = sampled.Ids.Length,
            ["cached_tokens"] = facts.CachedTokens,
            ["weight_version"] = facts.WeightVersion,
            ["output_token_logprobs"] = ChatAnswer.Rows(sampled),
            ["finish_reason"] = finish,
        },
    };
}
