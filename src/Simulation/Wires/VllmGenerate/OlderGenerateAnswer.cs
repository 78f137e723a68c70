using System.Globalization;
using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>Writes an answer of <c>/inference/v1/generate</c> in its older shape.</summary>
/// <remarks>
/// vLLM, <c>entrypoints/serve/disagg/</c>: no model, time, counts or weight versions; what stopped the completion is told, and logprobs are
/// those of chats with <c>token_id:N</c> for texts. Frames without tokens are skipped, so that a stream may end without a reason.
/// </remarks>
internal sealed class OlderGenerateAnswer(SimulatedEngineOptions options, VllmGenerateWants wants) : WireAnswer
{
    /// <inheritdoc/>
    public override void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end)
    {
        json.WriteStartObject();
        json.WriteString("request_id", $"generate-tokens-{generation.Id}");
        WriteChoice(json, generation, ..generation.Count, end);
        new PromptLogprobsWriter(new(options.Tokenizer)).Write(json, generation.Request.PromptIds, wants.PromptLogprobs);
        json.WriteNull("kv_transfer_params");
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<Action<Utf8JsonWriter>> Frames(Generation generation, GenerationStep step)
    {
        if (step.From < step.To)
        {
            yield return json =>
            {
                json.WriteStartObject();
                json.WriteString("request_id", $"generate-tokens-{generation.Id}");
                WriteChoice(json, generation, step.Tokens, step.End);
                json.WriteEndObject();
            };
        }

        if (step.End is not null && wants.StreamUsage)
        {
            yield return json =>
            {
                json.WriteStartObject();
                json.WriteString("request_id", $"generate-tokens-{generation.Id}");
                json.WriteStartArray("choices");
                json.WriteEndArray();
                VllmWords.WriteUsage(json, generation, cache: false, nulls: false);
                json.WriteEndObject();
            };
        }
    }

    private void WriteChoice(Utf8JsonWriter json, Generation generation, Range tokens, GenerationEnd? end)
    {
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        ContentLogprobs.Write(json, generation, wants.Logprobs ? tokens : null, (id, logprob) =>
        {
            json.WriteString("token", string.Create(CultureInfo.InvariantCulture, $"token_id:{id}"));
            json.WriteNumber("logprob", logprob);
            json.WriteNull("bytes");
        });
        json.WriteString("finish_reason", VllmWords.FinishReason(end));
        VllmWords.WriteStopReason(json, end);
        json.WriteIds("token_ids", generation.Plan.Ids.AsSpan()[tokens]);
        ExpertsField.Write(json, generation, end, options.Experts);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
