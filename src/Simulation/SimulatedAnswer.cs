using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Tokenizers;

namespace Tito.Simulation;

/// <summary>Writes a chat completion as SGLang answers it.</summary>
/// <remarks>
/// SGLang, <c>entrypoints/openai/serving_chat.py</c>: <c>content</c> "should not be None but empty string", absent parts of the
/// message are null; a completion whose text has a call finishes for <c>tool_calls</c> with <c>matched</c> null, in
/// <c>meta_info</c> too; <c>matched_stop</c> is what matched, if anything; logprob triples carry the token's text.
/// </remarks>
internal sealed class SimulatedAnswer(Tokenizer tokenizer, CompletionParser parser, int stopId, (int Layers, int TopK)? experts)
{
    private const string WeightVersion = "default";
    private const double SecondsPerToken = 0.01;
    private const int FirstSecond = 1_750_000_000; // June 2025; with the identity's last bits it makes up the time of creation.

    private readonly LogprobsWriter _logprobs = new(tokenizer);

    /// <summary>Writes the answer to a request.</summary>
    public void Write(Utf8JsonWriter json, SimulatedRequest.Accepted request, SimulatedModel.Completion completion)
    {
        var count = Math.Min(request.MaxTokens ?? int.MaxValue, completion.Ids.Length);
        var stopped = count == completion.Ids.Length;
        var ids = completion.Ids[..count];
        var parsed = parser.Parse(ids.AsSpan(), request.Tools, request.PromptIds.AsSpan());
        var finish = !stopped ? "length" : parsed.ToolCalls.IsEmpty ? "stop" : "tool_calls";
        var identity = completion.Identity.ToString();

        json.WriteStartObject();
        json.WriteString("id", identity[..32]);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", FirstSecond + (long)(completion.Identity.Low & 0xFFFFFF));
        json.WriteString("model", request.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, parsed, identity);
        if (request.Logprobs)
        {
            _logprobs.WriteOpenAi(json, ids, completion.Logprobs);
        }
        else
        {
            json.WriteNull("logprobs");
        }

        json.WriteString("finish_reason", finish);
        WriteMatched(json, "matched_stop", finish);
        if (request.MetaInfo)
        {
            WriteMetaInfo(json, request, ids, completion.Logprobs, finish, identity);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, request.PromptIds.Length, count);
        json.WriteStartObject("metadata");
        json.WriteString("weight_version", WeightVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ParsedCompletion parsed, string identity)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", parsed.Content);
        json.WriteString("reasoning_content", parsed.Reasoning);
        if (parsed.ToolCalls.IsEmpty)
        {
            json.WriteNull("tool_calls");
        }
        else
        {
            json.WriteStartArray("tool_calls");
            for (var i = 0; i < parsed.ToolCalls.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"call_{identity[32..54]}{i:d2}"));
                json.WriteNumber("index", i);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", parsed.ToolCalls[i].Name);
                json.WriteString("arguments", parsed.ToolCalls[i].Arguments);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, int promptCount, int completionCount)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", promptCount);
        json.WriteNumber("total_tokens", promptCount + completionCount);
        json.WriteNumber("completion_tokens", completionCount);
        json.WriteNull("prompt_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteEndObject();
    }

    private void WriteMatched(Utf8JsonWriter json, string name, string finish)
    {
        if (finish == "stop")
        {
            json.WriteNumber(name, stopId);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteMetaInfo(
        Utf8JsonWriter json,
        SimulatedRequest.Accepted request,
        ImmutableArray<int> ids,
        ImmutableArray<float> logprobs,
        string finish,
        string identity)
    {
        json.WriteStartObject("meta_info");
        json.WriteString("id", identity[..32]);
        json.WriteStartObject("finish_reason");
        json.WriteString("type", finish);
        if (finish == "length")
        {
            json.WriteNumber("length", ids.Length);
        }
        else
        {
            WriteMatched(json, "matched", finish);
        }

        json.WriteEndObject();
        json.WriteNumber("prompt_tokens", request.PromptIds.Length);
        json.WriteString("weight_version", WeightVersion);
        json.WriteNumber("completion_tokens", ids.Length);
        json.WriteNumber("cached_tokens", 0); // It keeps no cache, and a completion depends on nothing but its prompt.
        json.WriteNumber("e2e_latency", ids.Length * SecondsPerToken);
        if (request.Logprobs)
        {
            _logprobs.WriteTriples(json, ids, logprobs);
        }

        if (experts is var (layers, topK) && request.RoutedExpertsStart is { } start)
        {
            json.WriteBase64String("routed_experts", SimulatedExperts.Rows([.. request.PromptIds, .. ids], start, layers, topK));
        }

        json.WriteEndObject();
    }
}
