using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>Writes an answer of <c>/inference/v1/generate</c> in its newest shape.</summary>
/// <remarks>
/// vLLM, <c>entrypoints/scale_out/token_in_token_out/</c>: frames have what is new, with null for what is not there except the
/// prompt's ids, which are in the first alone; weight versions are in the last and cover all; the last may have no tokens.
/// </remarks>
internal sealed class VllmGenerateAnswer(SimulatedEngineOptions options, VllmGenerateWants wants) : WireAnswer
{
    private const int FirstSecond = 1_750_000_000; // June 2025; with the identity's last bits it makes up the time of creation.

    private bool _began;

    /// <inheritdoc/>
    public override void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end)
    {
        WriteId(json, generation);
        json.WriteString("model", wants.Model);
        json.WriteNumber("created", FirstSecond + (long)(generation.Plan.Identity.Low & 0xFFFFFF));
        VllmWords.WriteUsage(json, generation, options.PrefixCacheTokens > 0, nulls: true);
        new PromptLogprobsWriter(new(options.Tokenizer)).Write(json, generation.Request.PromptIds, wants.PromptLogprobs);
        if (wants.PromptIds)
        {
            json.WriteIds("prompt_token_ids", generation.Request.PromptIds.AsSpan());
        }
        else
        {
            json.WriteNull("prompt_token_ids");
        }

        json.WriteNull("kv_transfer_params");
        WriteChoice(json, generation, ..generation.Count, end);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<Action<Utf8JsonWriter>> Frames(Generation generation, GenerationStep step)
    {
        var first = !_began;
        _began = true;
        yield return json =>
        {
            WriteId(json, generation);
            json.WriteNull("usage");
            if (wants.PromptIds && first)
            {
                json.WriteIds("prompt_token_ids", generation.Request.PromptIds.AsSpan());
            }

            WriteChoice(json, generation, step.Tokens, step.End);
            json.WriteEndObject();
        };
        if (step.End is not null && wants.StreamUsage)
        {
            yield return json =>
            {
                WriteId(json, generation);
                VllmWords.WriteUsage(json, generation, options.PrefixCacheTokens > 0, nulls: false);
                json.WriteString("output_mode", "tokens");
                json.WriteStartArray("choices");
                json.WriteEndArray();
                json.WriteEndObject();
            };
        }
    }

    private static void WriteId(Utf8JsonWriter json, Generation generation)
    {
        json.WriteStartObject();
        json.WriteString("request_id", $"generate-tokens-{generation.Id}");
    }

    private void WriteChoice(Utf8JsonWriter json, Generation generation, Range tokens, GenerationEnd? end)
    {
        json.WriteString("output_mode", "tokens");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("finish_reason", VllmWords.FinishReason(end));
        json.WriteIds("token_ids", generation.Plan.Ids.AsSpan()[tokens]);
        ExpertsField.Write(json, generation, end, options.Experts);
        json.WriteNull("sampling_mask");
        if (end is null)
        {
            json.WriteNull("weight_versions");
        }
        else
        {
            json.WriteSpans("weight_versions", generation.WeightSpans);
        }

        ContentLogprobs.Write(json, generation, wants.Logprobs ? tokens : null, (id, logprob) =>
        {
            json.WriteNumber("token_id", id);
            json.WriteNumber("logprob", logprob);
            json.WriteNumber("rank", 1);
        });
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
