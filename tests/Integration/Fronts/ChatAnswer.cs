using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Tests.Integration.Fronts;

/// <summary>Writes an engine's outcome as SGLang's chat wire has it: the reverse of what its client reads.</summary>
internal static class ChatAnswer
{
    public static async Task WriteAsync(InferenceOutcome outcome, HttpContext context)
    {
        switch (outcome)
        {
            case InferenceOutcome.Completed { Sampled: { Parsed: { } message } sampled }:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(Body(sampled, message), context.RequestAborted);
                break;
            case InferenceOutcome.Rejected rejected:
                context.Response.StatusCode = rejected.Status;
                context.Response.ContentType = rejected.ContentType;
                if (rejected.RetryAfter is { } wait)
                {
                    context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                }

                await context.Response.Body.WriteAsync(rejected.Body, context.RequestAborted);
                break;
            case InferenceOutcome.Unreachable:
                context.Abort();
                break;
            default:
                throw new InvalidOperationException($"The wire has no words for {outcome}.");
        }
    }

    /// <summary>Sampled tokens as SGLang lists them: logprob, id, text.</summary>
    public static JsonNode Rows(TokenSegment tokens) => JsonNode.Parse(
        $"[{string.Join(',', tokens.Ids.Select((id, index) => string.Create(CultureInfo.InvariantCulture, $"[{tokens.Logprobs[index]:R},{id},null]")))}]")!;

    private static string Body(Sampled sampled, JsonElement message)
    {
        // The rest of an answer is kept without the message and the tokens.
        var answer = JsonNode.Parse(sampled.Extra.GetRawText())!.AsObject();
        var choice = answer["choices"]![0]!.AsObject();
        choice["message"] = JsonNode.Parse(message.GetRawText());
        choice["finish_reason"] = sampled.FinishReason;
        var meta = choice["meta_info"]!.AsObject();
        meta["output_token_logprobs"] = Rows(sampled.Completion);
        meta["completion_tokens"] = sampled.Completion.Ids.Length;
        meta["finish_reason"] = new JsonObject { ["type"] = sampled.FinishReason };
        if (sampled is { FinishReason: "abort", Facts.WeightVersion: { } version })
        {
            // Without spans an abort names the weights that the server has by then, and not those that sampled.
            meta["weight_versions"] = new JsonArray(
                new JsonObject { ["version"] = version, ["start"] = 0, ["end"] = sampled.Completion.Ids.Length });
        }

        return answer.ToJsonString();
    }
}
