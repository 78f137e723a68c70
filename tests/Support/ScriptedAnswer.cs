using System.Text.Json;
using System.Text.Json.Nodes;
using Tito.Core.Inference;
using Tito.Core.Tokens;
using Tito.Tokenizers;

namespace Tito.Tests.Support;

/// <summary>Answers in the form of SGLang's, made by hand.</summary>
internal static class ScriptedAnswer
{
    /// <summary>The logprob of every scripted token; its float32 form is no short decimal.</summary>
    public const float Logprob = -0.1f;

    /// <summary>A completion that says a text and stops.</summary>
    public static InferenceOutcome Text(Tokenizer tokenizer, InferenceRequest request, string text) =>
        Complete(request, [.. tokenizer.Encode(text, SpecialTokens.AsText), .. tokenizer.Encode("<|im_end|>", SpecialTokens.Parse)], text, "stop");

    /// <summary>A completion that says a text and is cut off there.</summary>
    public static InferenceOutcome CutOff(Tokenizer tokenizer, InferenceRequest request, string text) =>
        Complete(request, [.. tokenizer.Encode(text, SpecialTokens.AsText)], text, "length");

    /// <summary>A completion that says a text and stops, with a message that lost the white space at the text's ends, as parsers do.</summary>
    public static InferenceOutcome Stripped(Tokenizer tokenizer, InferenceRequest request, string text) =>
        Complete(request, [.. tokenizer.Encode(text, SpecialTokens.AsText), .. tokenizer.Encode("<|im_end|>", SpecialTokens.Parse)], text.Trim(), "stop");

    /// <summary>A completion of these tokens, with no stop token but what the text has.</summary>
    public static InferenceOutcome Sampled(Tokenizer tokenizer, InferenceRequest request, string text, string message, string finishReason) =>
        Complete(request, [.. tokenizer.Encode(text, SpecialTokens.Parse)], message, finishReason);

    /// <summary>A completion of which the engine's parser made a message of its own.</summary>
    public static InferenceOutcome Parsed(Tokenizer tokenizer, InferenceRequest request, string text, string message) =>
        Complete(request, [.. tokenizer.Encode(text + "<|im_end|>", SpecialTokens.Parse)], JsonNode.Parse(message)!, "stop");

    private static InferenceOutcome.Completed Complete(InferenceRequest request, int[] ids, string text, string finishReason) => Complete(
        request,
        ids,
        new JsonObject { ["role"] = "assistant", ["content"] = text, ["reasoning_content"] = null, ["tool_calls"] = null },
        finishReason);

    private static InferenceOutcome.Completed Complete(InferenceRequest request, int[] ids, JsonNode message, string finishReason)
    {
        return new InferenceOutcome.Completed(new()
        {
            Engine = "scripted",
            Completion = TokenSegment.Sampled([.. ids], [.. Enumerable.Repeat(Logprob, ids.Length)]),
            FinishReason = finishReason,
            Facts = new("scripted", request.Prompt.Ids.Length, CachedTokens: 0, WeightVersion: "v1"),
            Parsed = JsonElement.Parse(message.ToJsonString()),
            SentFields = request.Fields.Clone(),
            Extra = JsonElement.Parse(Extra(ids, request.Prompt.Ids.Length, finishReason).ToJsonString()),
        });
    }

    /// <summary>What a client of SGLang's chat API keeps of the answer.</summary>
    private static JsonObject Extra(int[] ids, int promptCount, string finishReason) => new()
    {
        ["id"] = "scripted",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = null,
            ["finish_reason"] = finishReason,
            ["meta_info"] = new JsonObject
            {
                ["prompt_tokens"] = promptCount,
                ["completion_tokens"] = ids.Length,
                ["weight_version"] = "v1",
                ["routed_experts"] = "AAAA",
                ["indexer_topk"] = "BBBB",
            },
        }),
    };
}
