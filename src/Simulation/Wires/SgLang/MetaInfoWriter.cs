using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires.SgLang;

/// <summary>Writes <c>meta_info</c>, which both wires of SGLang have.</summary>
/// <remarks>
/// SGLang, <c>managers/tokenizer_manager.py</c>: <c>finish_reason</c> is null while the completion is running; a reason is
/// <c>{"type":"stop","matched":id or text}</c>, <c>{"type":"length","length":n}</c> or <c>{"type":"abort","message":text}</c>;
/// <c>weight_version</c> is that of the last span, and <c>weight_versions</c> there when the scheduler sent spans.
/// </remarks>
internal sealed class MetaInfoWriter(Tokenizer tokenizer, (int Layers, int TopK)? experts)
{
    private const double SecondsPerToken = 0.01; // The same on every machine, because answers are compared.

    private readonly LogprobsWriter _logprobs = new(tokenizer);

    /// <summary>Writes <c>meta_info</c> as it is at this moment of the completion.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="generation">The completion.</param>
    /// <param name="end">How it ended; null while it is running.</param>
    /// <param name="parts">What is wanted besides.</param>
    public void Write(Utf8JsonWriter json, Generation generation, GenerationEnd? end, MetaInfoParts parts)
    {
        json.WriteStartObject("meta_info");
        json.WriteString("id", generation.Id);
        WriteReason(json, generation.Count, end, parts.CallsTools);
        json.WriteNumber("prompt_tokens", generation.Request.PromptIds.Length);
        json.WriteString("weight_version", generation.WeightVersion);
        if (generation.WeightSpans.Count > 0)
        {
            json.WriteSpans("weight_versions", generation.WeightSpans);
        }

        json.WriteNumber("completion_tokens", generation.Count);
        json.WriteNumber("cached_tokens", generation.CachedTokens);
        if (end is not null)
        {
            json.WriteNumber("e2e_latency", generation.Count * SecondsPerToken);
        }

        if (parts.Logprobs is { } range)
        {
            _logprobs.WriteTriples(
                json, generation.Plan.Ids.AsSpan()[range], generation.Plan.Logprobs.AsSpan()[range], parts.LogprobTexts);
        }

        if (parts.PromptScores is var (from, scores))
        {
            _logprobs.WriteInputTriples(json, generation.Request.PromptIds.AsSpan(), scores.AsSpan(), from, parts.LogprobTexts);
        }

        if (end is not null && experts is var (layers, topK) && parts.RoutedExpertsStart is { } start)
        {
            json.WriteBase64String(
                "routed_experts", SimulatedExperts.Rows([.. generation.Request.PromptIds, .. generation.Ids], start, layers, topK));
        }

        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, int count, GenerationEnd? end, bool callsTools)
    {
        if (end is null)
        {
            json.WriteNull("finish_reason");
            return;
        }

        json.WriteStartObject("finish_reason");
        json.WriteString("type", FinishWord.Of(end, callsTools));
        switch (end.Kind)
        {
            case EndKind.Length:
                json.WriteNumber("length", count);
                break;
            case EndKind.Abort:
                json.WriteString("message", "Aborted by the simulated engine.");
                break;
            default:
                FinishWord.WriteMatched(json, "matched", end, callsTools);
                break;
        }

        json.WriteEndObject();
    }
}
