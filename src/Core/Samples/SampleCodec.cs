using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Samples;

/// <summary>Samples as one safetensors file, with the field names and dtypes that the trainer's decoder reads (docs/samples.md).</summary>
public static class SampleCodec
{
    private const string RoutedExperts = "rollout_routed_experts";
    private const string IndexerTopK = "rollout_indexer_topk";

    /// <summary>The file of a session's samples.</summary>
    /// <exception cref="OverflowException">The file would have more than 2^31 - 1 bytes.</exception>
    public static byte[] Encode(SampleReply reply)
    {
        var tensors = ImmutableArray.CreateBuilder<Safetensor>();
        foreach (var (index, (sample, _, _)) in reply.Samples.Index())
        {
            tensors.Add(Safetensor.I64($"tokens.{index}", sample.Tokens));
            tensors.Add(Safetensor.U8($"loss_mask.{index}", sample.LossMask.AsSpan()));
            tensors.Add(Safetensor.F64($"rollout_log_probs.{index}", sample.Logprobs));
            if (sample.RoutedExperts is { } rows)
            {
                tensors.Add(Safetensor.I32($"{RoutedExperts}.{index}", rows));
            }
        }

        tensors.Add(Safetensor.U8("_samples_meta", Metadata(reply)));
        return SafetensorsFile.Write(tensors.DrainToImmutable());
    }

    private static ReadOnlySpan<byte> Metadata(SampleReply reply)
    {
        return JsonBytes.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("samples");
            foreach (var sample in reply.Samples)
            {
                json.WriteStartObject();
                SampleFields.Write(json, sample);
                WriteNulls(json, sample.Sample);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            SampleFields.WriteSession(json, reply);
            json.WriteEndObject();
        }).Span;
    }

    /// <summary>A tensor without rows is not the same as one that is absent.</summary>
    private static void WriteNulls(Utf8JsonWriter json, TrainingSample sample)
    {
        json.WriteStartArray("nulls");
        if (sample.RoutedExperts is null)
        {
            json.WriteStringValue(RoutedExperts);
        }

        json.WriteStringValue(IndexerTopK);
        json.WriteEndArray();
    }
}
