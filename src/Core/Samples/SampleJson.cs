using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Tokens;

namespace Tito.Core.Samples;

/// <summary>The same samples as JSON, for people and for trainers without the format: the tensors are lists, absent ones null.</summary>
public static class SampleJson
{
    /// <summary>Writes a reply as one object.</summary>
    public static void Write(Utf8JsonWriter json, SampleReply reply)
    {
        json.WriteStartObject();
        WriteMembers(json, reply);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of that object, into one that has others of the caller's.</summary>
    public static void WriteMembers(Utf8JsonWriter json, SampleReply reply)
    {
        json.WriteStartArray("samples");
        foreach (var sample in reply.Samples)
        {
            json.WriteStartObject();
            WriteTensors(json, sample.Sample);
            SampleFields.Write(json, sample);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        SampleFields.WriteSession(json, reply);
    }

    private static void WriteTensors(Utf8JsonWriter json, TrainingSample sample)
    {
        WriteList(json, "tokens", sample.Tokens, json.WriteNumberValue);
        WriteList(json, "loss_mask", sample.LossMask, value => json.WriteNumberValue((int)value));
        WriteList(json, "rollout_log_probs", sample.Logprobs, json.WriteNumberValue);
        if (sample.RoutedExperts is { } rows)
        {
            WriteRows(json, rows);
        }
        else
        {
            json.WriteNull("rollout_routed_experts");
        }

        json.WriteNull("rollout_indexer_topk");
    }

    private static void WriteRows(Utf8JsonWriter json, RoutedExperts rows)
    {
        json.WriteStartArray("rollout_routed_experts");
        var at = 0;
        var ids = LittleEndian.ToInt32(rows.Bytes.Span);
        for (var row = 0; row < rows.RowCount; row++)
        {
            json.WriteStartArray();
            for (var layer = 0; layer < rows.Layers; layer++)
            {
                json.WriteStartArray();
                for (var expert = 0; expert < rows.TopK; expert++)
                {
                    json.WriteNumberValue(ids[at++]);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, ImmutableArray<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}
