using System.Text.Json;
using Tito.Core.Inference;
using Tito.Core.Messages;
using Tito.Engines.Http;

namespace Tito.Engines.SgLangGenerate;

/// <summary>The fields of a request to <c>/generate</c> beside the prompt.</summary>
/// <remarks>
/// SGLang, <c>io_struct.py</c> (GenerateReqInput) and <c>sampling_params.py</c>; <c>max_new_tokens</c> is 128 when it is not sent.
/// </remarks>
internal static class SgLangGenerateFields
{
    private static readonly FieldRules Rules = new(
    [
        .. FieldRules.Same(
            "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty", "stop",
            "stop_token_ids", "stop_regex", "ignore_eos", "logit_bias", "regex", "ebnf", "custom_params", "stream_interval"),
        FieldRules.As(LeastTokens.Name, "min_new_tokens"),
        FieldRules.As("seed", "sampling_seed"),
        FieldRules.Rule("json_schema", (field, sampling, _) => AddText(field, sampling)),
        FieldRules.Rule("structural_tag", (field, sampling, _) => AddText(field, sampling)),
        FieldRules.Rule("response_format", (field, sampling, _) => AddFormat(field, sampling)),
        .. FieldRules.Beside("lora_path", "priority", "extra_key", "cache_salt", "routed_dp_rank", "data_parallel_rank"),
    ]);

    /// <summary>The fields as the record keeps them: a JSON object.</summary>
    /// <exception cref="UnservedFieldException">A field of the client's has no counterpart.</exception>
    public static ReadOnlyMemory<byte> Write(InferenceRequest request, int? limit)
    {
        var (sampling, beside) = (new EngineFields(), new EngineFields());
        Rules.Apply(LeastTokens.Fields(request), sampling, beside);
        return JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("sampling_params");
            if (limit is { } count)
            {
                json.WriteNumber("max_new_tokens", count);
            }

            sampling.WriteTo(json);
            json.WriteBoolean("skip_special_tokens", false); // Markers of several families are special tokens; the ids are the same.
            json.WriteEndObject();
            beside.WriteTo(json);
            json.WriteBoolean("return_logprob", true);
            if (request.RoutedExperts is { StartRow: var start })
            {
                // SGLang, io_struct.py: "response covers [routed_experts_start_len, seqlen - 1). […] 0 = full sequence."
                json.WriteBoolean("return_routed_experts", true);
                json.WriteNumber("routed_experts_start_len", start);
            }

            json.WriteEndObject();
        });
    }

    private static void AddFormat(JsonProperty field, EngineFields sampling)
    {
        var (kind, schema) = ResponseFormat.Read(field);
        if (kind == "structural_tag")
        {
            sampling.Add(field, "structural_tag", ResponseFormat.Quoted(field.Value));
        }
        else if (kind != "text")
        {
            // SGLang, serving_chat.py: an object of any form is {"type": "object"}.
            sampling.Add(field, "json_schema", ResponseFormat.Quoted(schema?.GetRawText() ?? """{"type": "object"}"""));
        }
    }

    /// <summary>A grammar is a string of JSON here; clients write the JSON itself as well.</summary>
    private static void AddText(JsonProperty field, EngineFields sampling) => sampling.Add(
        field,
        field.Name,
        field.Value.ValueKind == JsonValueKind.String
            ? ResponseFormat.Raw(field.Value)
            : ResponseFormat.Quoted(field.Value));
}
