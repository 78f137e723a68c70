using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Faces;

/// <summary>
/// What clients of SGLang and vLLM say of the sampling by names that only OpenAI's chat API or an engine has. It goes to the engine from
/// every face: without it the model would be sampled otherwise than was asked, and nobody would know.
/// </summary>
/// <remarks>
/// SGLang, <c>sampling_params.py</c> and <c>protocol.py</c>; vLLM, <c>sampling_params.py</c>, and its <c>protocol.py</c> before
/// <c>structured_outputs</c>. An engine's wire refuses what it does not have.
/// </remarks>
internal static class EngineSampling
{
    private static readonly ImmutableArray<string> Names =
    [
        "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty", "logit_bias", "min_tokens", "stop_token_ids", "stop_regex",
        "ignore_eos", "bad_words", "allowed_token_ids", "json_schema", "regex", "ebnf", "structural_tag", "structured_outputs",
        "custom_params", "vllm_xargs", "lora_path", "guided_json", "guided_regex", "guided_choice", "guided_grammar",
        "guided_json_object", "guided_decoding_backend", "guided_whitespace_pattern",
    ];

    /// <summary>Copies those that a body has.</summary>
    /// <param name="json">The object of the fields.</param>
    /// <param name="body">The request.</param>
    /// <param name="more">Names that are a field of their own on some faces.</param>
    public static void Copy(Utf8JsonWriter json, JsonPlace body, params ReadOnlySpan<string> more)
    {
        foreach (var name in Names.AddRange(more))
        {
            FaceBody.Copy(json, name, body[name]);
        }
    }
}
