using System.Text.Json;
using Tito.Engines.Http;

namespace Tito.Engines.Vllm;

/// <summary>What vLLM's wires do with a client's fields in the same way.</summary>
/// <remarks>vLLM, <c>sampling_params.py</c> (SamplingParams, StructuredOutputsParams).</remarks>
internal static class VllmFields
{
    private const string Grammar = "structured_outputs";

    /// <summary>The rules of the sampling, but for <c>response_format</c>.</summary>
    public static IEnumerable<KeyValuePair<string, FieldRule>> Shared =>
    [
        .. FieldRules.Same(
            "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty", "stop",
            "stop_token_ids", LeastTokens.Name, "ignore_eos", "seed", "logit_bias", "allowed_token_ids", "bad_words", Grammar),
        FieldRules.Rule("json_schema", (asked, sampling, _) => sampling.Add(asked, Grammar, Object("json", asked))),
        FieldRules.Rule("regex", (asked, sampling, _) => sampling.Add(asked, Grammar, Object("regex", asked))),
        FieldRules.Rule("ebnf", (asked, sampling, _) => sampling.Add(asked, Grammar, Object("grammar", asked))),
        .. FieldRules.Beside("priority", "cache_salt"),
    ];

    /// <summary>The rule of <c>response_format</c>, for a wire that has <c>structured_outputs</c> alone.</summary>
    public static FieldRule ResponseFormatAsGrammar => (asked, sampling, _) =>
    {
        var (kind, schema) = ResponseFormat.Read(asked);
        if (kind != "text")
        {
            sampling.Add(asked, Grammar, kind switch
            {
                "structural_tag" => ResponseFormat.Object("structural_tag", ResponseFormat.Quoted(asked.Value)),
                "json_schema" => ResponseFormat.Object("json", ResponseFormat.Raw(schema!.Value)),
                _ => ResponseFormat.Object("json_object", "true"u8),
            });
        }
    };

    private static byte[] Object(string name, JsonProperty asked) =>
        ResponseFormat.Object(name, ResponseFormat.Raw(asked.Value));
}
