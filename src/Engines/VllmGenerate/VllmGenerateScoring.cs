using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;
using Tito.Engines.Vllm;

namespace Tito.Engines.VllmGenerate;

/// <summary>Scores by <c>/inference/v1/generate</c> with <c>prompt_logprobs</c>; a token is sampled beside, and thrown away.</summary>
/// <remarks>vLLM, <c>token_in_token_out/protocol.py</c>: the list is beside the choices.</remarks>
internal sealed class VllmGenerateScoring : IScoringWire
{
    /// <inheritdoc/>
    public string Path => "/inference/v1/generate";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Body(ScoringRequest request) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("request_id", request.Id);
        json.WriteStartObject("sampling_params");
        json.WriteNumber("max_tokens", 1);
        json.WriteNumber("temperature", 0);
        json.WriteNumber("prompt_logprobs", 0); // That of the token itself alone.
        json.WriteEndObject();
        json.WriteIds("token_ids", request.Tokens);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public ImmutableArray<float> Read(JsonElement answer, ScoringRequest request) =>
        PromptLogprobs.Read(answer, "prompt_logprobs", request);
}
