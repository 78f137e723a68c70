using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tito.Core.Samples;

/// <summary>Samples as one safetensors file, with the field names and dtypes that the trainer's decoder reads (docs/samples.md).</summary>
public static class SampleCodec
{
    private static readonly string[] AbsentTensors = ["rollout_routed_experts", "rollout_indexer_topk"];

    /// <summary>The file of a session's samples.</summary>
    /// <param name="set">The samples.</param>
    /// <param name="sessionMetadata">Writes the members of the session's metadata object.</param>
    public static byte[] Encode(SampleSet set, Action<Utf8JsonWriter> sessionMetadata)
    {
        var tensors = ImmutableArray.CreateBuilder<Safetensor>();
        foreach (var (index, sample) in set.Samples.Index())
        {
            tensors.Add(Safetensor.I64($"tokens.{index}", sample.Tokens));
            tensors.Add(Safetensor.U8($"loss_mask.{index}", sample.LossMask.AsSpan()));
            tensors.Add(Safetensor.F64($"rollout_log_probs.{index}", sample.Logprobs));
        }

        tensors.Add(Safetensor.U8("_samples_meta", Metadata(set, sessionMetadata)));
        return SafetensorsFile.Write(tensors.DrainToImmutable());
    }

    private static byte[] Metadata(SampleSet set, Action<Utf8JsonWriter> sessionMetadata)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("samples");
            foreach (var sample in set.Samples)
            {
                WriteSample(json, sample);
            }

            json.WriteEndArray();
            json.WriteStartObject("session_metadata");
            sessionMetadata(json);
            json.WriteEndObject();
            json.WriteString("empty_reason", set.EmptyReason);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteSample(Utf8JsonWriter json, TrainingSample sample)
    {
        json.WriteStartObject();
        json.WriteString("response", sample.Response);
        json.WriteNumber("response_length", sample.LossMask.Length);
        json.WriteString("status", sample.Status.ToString().ToLowerInvariant());
        WriteStrings(json, "weight_versions", sample.WeightVersions);
        json.WriteStartObject("prefix_cache_info");
        json.WriteNumber("cached_tokens", sample.CachedTokens);
        json.WriteNumber("total_prompt_tokens", sample.TotalPromptTokens);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        WriteStrings(json, "nulls", AbsentTensors);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
