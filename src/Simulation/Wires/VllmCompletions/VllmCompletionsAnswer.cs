using System.Globalization;
using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;

namespace Tito.Simulation.Wires.VllmCompletions;

/// <summary>Writes an answer of <c>/v1/completions</c>, whole or in frames of what is new.</summary>
/// <remarks>
/// vLLM, <c>entrypoints/openai/completion/serving.py</c> (commit 030ea52e): a whole answer has every field of the model, null where it is
/// unset; a frame has those that the server sets, which are <c>prompt_token_ids</c> and <c>token_ids</c> also where they are null; the
/// prompt's ids are in the first frame alone, and the frame of counts leaves out all that is null.
/// </remarks>
internal sealed class VllmCompletionsAnswer(SimulatedEngineOptions options, GenerationText text, VllmCompletionsWants wants) : WireAnswer
{
    private const int FirstSecond = 1_750_000_000; // June 2025; with the identity's last bits it makes up the time of creation.

    private readonly LogprobsWriter _logprobs = new(options.Tokenizer);
    private bool _began;
    private int _told; // Number of UTF-16 units of the text that frames had.
    private int _offset; // Where the next token's text begins, as vLLM counts.

    /// <inheritdoc/>
    public override void WriteWhole(Utf8JsonWriter json, Generation generation, GenerationEnd end)
    {
        WriteHead(json, generation);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("text", text.Append(generation.Ids.AsSpan(), end));
        WriteLogprobs(json, generation, ..generation.Count, offset: 0);
        json.WriteString("finish_reason", VllmWords.FinishReason(end));
        VllmWords.WriteStopReason(json, end);
        WriteIds(json, "token_ids", generation.Ids.AsSpan(), wants.TokenIds);
        new PromptLogprobsWriter(_logprobs).Write(json, generation.Request.PromptIds, wants.PromptLogprobs);
        WriteIds(json, "prompt_token_ids", generation.Request.PromptIds.AsSpan(), wants.TokenIds);
        WriteExperts(json, generation);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNull("service_tier");
        json.WriteNull("system_fingerprint");
        VllmWords.WriteUsage(json, generation, options.PrefixCacheTokens > 0, nulls: true);
        json.WriteNull("kv_transfer_params");
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override IEnumerable<Action<Utf8JsonWriter>> Frames(Generation generation, GenerationStep step)
    {
        var soFar = text.Append(generation.Plan.Ids.AsSpan()[step.Tokens], step.End);
        var (added, offset, first) = (soFar[_told..], _offset, !_began);
        (_told, _offset, _began) = (soFar.Length, _offset + added.Length, true);
        yield return json => WriteFrame(json, generation, step, added, offset, first);
        if (step.End is not null && wants.StreamUsage)
        {
            yield return json =>
            {
                WriteHead(json, generation);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                VllmWords.WriteUsage(json, generation, options.PrefixCacheTokens > 0, nulls: false);
                json.WriteEndObject();
            };
        }
    }

    private void WriteFrame(Utf8JsonWriter json, Generation generation, GenerationStep step, string added, int offset, bool first)
    {
        WriteHead(json, generation);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteString("text", added);
        WriteLogprobs(json, generation, step.Tokens, offset);
        json.WriteString("finish_reason", VllmWords.FinishReason(step.End));
        VllmWords.WriteStopReason(json, step.End);
        WriteIds(json, "prompt_token_ids", generation.Request.PromptIds.AsSpan(), wants.TokenIds && first);
        WriteIds(json, "token_ids", generation.Plan.Ids.AsSpan()[step.Tokens], wants.TokenIds);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter json, Generation generation)
    {
        json.WriteStartObject();
        json.WriteString("id", $"cmpl-{generation.Id}");
        json.WriteString("object", "text_completion");
        json.WriteNumber("created", FirstSecond + (long)(generation.Plan.Identity.Low & 0xFFFFFF));
        json.WriteString("model", wants.Model);
    }

    private void WriteLogprobs(Utf8JsonWriter json, Generation generation, Range tokens, int offset)
    {
        if (!wants.Logprobs)
        {
            json.WriteNull("logprobs");
            return;
        }

        var (ids, values) = (generation.Plan.Ids[tokens], generation.Plan.Logprobs[tokens]);
        var texts = ids.Select(Told).ToList();
        json.WriteStartObject("logprobs");
        json.WriteStartArray("text_offset");
        foreach (var token in texts)
        {
            json.WriteNumberValue(offset);
            offset += token.Length;
        }

        json.WriteEndArray();
        json.WriteStartArray("token_logprobs");
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
        json.WriteStartArray("tokens");
        texts.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteStartArray("top_logprobs");
        for (var i = 0; i < texts.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber(texts[i], values[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string Told(int id) =>
        wants.TokensAsIds ? string.Create(CultureInfo.InvariantCulture, $"token_id:{id}") : _logprobs.Text(id);

    private void WriteExperts(Utf8JsonWriter json, Generation generation)
    {
        if (options.Experts is var (layers, topK))
        {
            var rows = SimulatedExperts.Rows([.. generation.Request.PromptIds, .. generation.Ids], wants.ExpertsStart, layers, topK);
            json.WriteBase64String("routed_experts", NumpyFile.FromInt32(rows, layers, topK));
        }
        else
        {
            json.WriteNull("routed_experts");
        }
    }

    private static void WriteIds(Utf8JsonWriter json, string name, ReadOnlySpan<int> ids, bool wanted)
    {
        if (wanted)
        {
            json.WriteIds(name, ids);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
