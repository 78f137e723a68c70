using System.Globalization;
using System.Text.Json;
using Tito.Core.Completions;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.SgLang;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires.SgLangChat;

/// <summary>Writes a chat completion as SGLang answers it.</summary>
/// <remarks>
/// SGLang, <c>entrypoints/openai/serving_chat.py</c>: <c>content</c> "should not be None but empty string", absent parts of the
/// message are null; a completion whose text has a call finishes for <c>tool_calls</c> with <c>matched</c> null, in
/// <c>meta_info</c> too; <c>matched_stop</c> is what matched, if anything; logprob triples carry the token's text.
/// </remarks>
internal sealed class SgLangChatAnswer(Tokenizer tokenizer, CompletionParser parser, MetaInfoWriter metaInfo, SgLangChatWants wants)
    : WireAnswer
{
    private const int FirstSecond = 1_750_000_000; // June 2025; with the identity's last bits it makes up the time of creation.

    private readonly LogprobsWriter _logprobs = new(tokenizer);

    /// <inheritdoc/>
    public override void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end)
    {
        var parsed = parser.Parse(generation.Ids.AsSpan(), wants.Tools, generation.Request.PromptIds.AsSpan());
        parsed = end.StopText is { } stop && !generation.Request.KeepStop ? Trimmed(parsed, stop) : parsed;
        var callsTools = end.IsStop && !parsed.ToolCalls.IsEmpty;

        json.WriteStartObject();
        json.WriteString("id", generation.Id);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", FirstSecond + (long)(generation.Plan.Identity.Low & 0xFFFFFF));
        json.WriteString("model", wants.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, parsed, generation.Identity);
        if (wants.Logprobs)
        {
            _logprobs.WriteOpenAi(json, generation.Ids.AsSpan(), generation.Plan.Logprobs.AsSpan()[..generation.Count]);
        }
        else
        {
            json.WriteNull("logprobs");
        }

        json.WriteString("finish_reason", FinishWord.Of(end, callsTools));
        FinishWord.WriteMatched(json, "matched_stop", end, callsTools);
        if (wants.MetaInfo)
        {
            metaInfo.Write(json, generation, end, new()
            {
                Logprobs = wants.Logprobs ? ..generation.Count : null,
                LogprobTexts = true,
                RoutedExpertsStart = wants.RoutedExpertsStart,
                CallsTools = callsTools,
            });
        }

        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, generation.Request.PromptIds.Length, generation.Count);
        json.WriteStartObject("metadata");
        json.WriteString("weight_version", generation.WeightVersion);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A message without the stop text that its completion ended with, and without what its last token has after that.</summary>
    private static ParsedCompletion Trimmed(ParsedCompletion parsed, string stop) =>
        parsed.Content.LastIndexOf(stop, StringComparison.Ordinal) is >= 0 and var inContent
            ? parsed with { Content = parsed.Content[..inContent] }
            : parsed.Reasoning is { } reasoning && reasoning.LastIndexOf(stop, StringComparison.Ordinal) is >= 0 and var inReasoning
            ? parsed with { Reasoning = reasoning[..inReasoning] }
            : parsed;

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
}
