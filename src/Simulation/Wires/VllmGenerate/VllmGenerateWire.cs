using System.Text.Json;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;

namespace Tito.Simulation.Wires.VllmGenerate;

/// <summary>vLLM's <c>POST /inference/v1/generate</c>.</summary>
/// <remarks>
/// vLLM, <c>entrypoints/scale_out/token_in_token_out/protocol.py</c> (commit 006ebac2). Where the limit is left out, a server fills the
/// rest of the context, and before that was mended it stopped at the 16 tokens of <c>SamplingParams</c>.
/// </remarks>
internal sealed class VllmGenerateWire(SimulatedEngineOptions options, PromptScorer scorer) : ICompletionWire
{
    private const int OlderMaxTokens = 16;

    /// <inheritdoc/>
    public string Path => "/inference/v1/generate";

    /// <inheritdoc/>
    public WireRequest Read(JsonElement body)
    {
        var place = RequestFields.Object(body);
        var sampling = place["sampling_params"].Object();
        sampling.RequireOne();
        if (place.TextIn("output_mode") is not (null or "tokens"))
        {
            throw new WireRefusal("The simulated engine knows the output_mode tokens alone.");
        }

        var request = new GenerationRequest
        {
            Id = place.TextIn("request_id"),
            Around = ("generate-tokens-", ""),
            PromptIds = place.PromptIn("token_ids", options.Tokenizer.VocabularySize),
            MaxTokens = sampling.PositiveIn("max_tokens") ?? (options.OlderGenerateShape ? OlderMaxTokens : null),
            Stops = sampling.TextsIn("stop"),
            StopIds = sampling.IdsIn("stop_token_ids"),
            IgnoreEos = sampling.FlagIn("ignore_eos"),
            SkipSpecialTokens = sampling.FlagIn("skip_special_tokens", fallback: true),
            Form = VllmForm.Read(sampling, "structured_outputs"),
        };
        var wants = new VllmGenerateWants(
            options.ModelName,
            sampling["logprobs"].Present?.Count() is not null,
            place.FlagIn("return_token_ids"),
            place.ObjectIn("stream_options").FlagIn("include_usage"))
        {
            PromptLogprobs = sampling["prompt_logprobs"].Present?.Count() is null ? null : scorer.Score(request.PromptIds),
        };
        return new(request, place.FlagIn("stream"), options.OlderGenerateShape
            ? new OlderGenerateAnswer(options, wants)
            : new VllmGenerateAnswer(options, wants));
    }

    /// <inheritdoc/>
    public void WriteError(Utf8JsonWriter json, int status, string message) => VllmWords.WriteError(json, status, message);
}
