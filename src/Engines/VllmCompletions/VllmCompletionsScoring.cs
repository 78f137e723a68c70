using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;
using Tito.Engines.Vllm;

namespace Tito.Engines.VllmCompletions;

/// <summary>Scores by <c>/v1/completions</c> with <c>prompt_logprobs</c>; a token is sampled beside, and thrown away.</summary>
/// <remarks>vLLM, <c>completion/protocol.py</c>: the list is in the choice.</remarks>
internal sealed class VllmCompletionsScoring : IScoringWire
{
    /// <inheritdoc/>
    public string Path => "/v1/completions";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Body(ScoringRequest request) => JsonBytes.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("request_id", request.Id);
        json.WriteNumber("max_tokens", 1);
        json.WriteNumber("temperature", 0);
        json.WriteNumber("prompt_logprobs", 0); // That of the token itself alone.
        json.WriteIds("prompt", request.Tokens);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public ImmutableArray<float> Read(JsonElement answer, ScoringRequest request)
    {
        var choices = AnswerField.Array(answer, "choices", "choices");
        return choices.GetArrayLength() == 1
            ? PromptLogprobs.Read(AnswerField.Object(choices[0], "choices[0]"), "choices[0].prompt_logprobs", request)
            : throw new InvalidDataException($"choices has {choices.GetArrayLength()} entries, not 1.");
    }
}
