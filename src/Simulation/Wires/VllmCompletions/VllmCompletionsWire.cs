using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Simulation.Generations;
using Tito.Simulation.Wires.Vllm;
using Tito.Tokenizers;

namespace Tito.Simulation.Wires.VllmCompletions;

/// <summary>vLLM's <c>POST /v1/completions</c>.</summary>
/// <remarks>vLLM, <c>entrypoints/openai/completion/protocol.py</c>.</remarks>
internal sealed class VllmCompletionsWire(SimulatedEngineOptions options, PromptScorer scorer) : ICompletionWire
{
    private const int DefaultMaxTokens = 16;

    /// <inheritdoc/>
    public string Path => "/v1/completions";

    /// <inheritdoc/>
    public WireRequest Read(JsonElement body)
    {
        var place = RequestFields.Object(body);
        place.RequireOne();
        if (place.FlagIn("echo"))
        {
            throw new WireRefusal("The simulated engine does not echo prompts.");
        }

        var request = new GenerationRequest
        {
            Id = place.TextIn("request_id"),
            Around = ("cmpl-", "-0"), // vLLM, completion/serving.py: f"{request_id}-{i}", of each prompt.
            PromptIds = Prompt(place),
            MaxTokens = place.PositiveIn("max_tokens") ?? DefaultMaxTokens,
            Stops = place.TextsIn("stop"),
            StopIds = place.IdsIn("stop_token_ids"),
            IgnoreEos = place.FlagIn("ignore_eos"),
            SkipSpecialTokens = place.FlagIn("skip_special_tokens", fallback: true),
            KeepStop = place.FlagIn("include_stop_str_in_output"),
            Form = place.FormIn("response_format") is { IsJson: true } form ? form : VllmForm.Read(place, "structured_outputs"),
        };
        var wants = new VllmCompletionsWants(
            place.TextIn("model") ?? options.ModelName,
            place["logprobs"].Present?.Count() is not null,
            place.FlagIn("return_token_ids"),
            place.FlagIn("return_tokens_as_token_ids"),
            place.ObjectIn("stream_options").FlagIn("include_usage"),
            place["routed_experts_prompt_start"].Present?.Count() ?? 0)
        {
            PromptLogprobs = place["prompt_logprobs"].Present?.Count() is null ? null : scorer.Score(request.PromptIds),
        };
        return wants.ExpertsStart > request.PromptIds.Length
            ? throw new WireRefusal($"routed_experts_prompt_start must not exceed the {request.PromptIds.Length} prompt tokens.")
            : new(request, place.FlagIn("stream"), new VllmCompletionsAnswer(options, new(options.Tokenizer, request), wants));
    }

    /// <inheritdoc/>
    public void WriteError(Utf8JsonWriter json, int status, string message) => VllmWords.WriteError(json, status, message);

    private ImmutableArray<int> Prompt(JsonPlace place) =>
        place["prompt"].Json.ValueKind != JsonValueKind.String ? place.PromptIn("prompt", options.Tokenizer.VocabularySize)
        : options.Tokenizer.Encode(place["prompt"].Text(), SpecialTokens.Parse) is { IsEmpty: false } ids ? ids
        : throw new WireRefusal("prompt must have a token.");
}
