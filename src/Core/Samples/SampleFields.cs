using System.Text.Json;
using Tito.Core.Messages;

namespace Tito.Core.Samples;

/// <summary>The fields of a sample that are not tensors, by the trainer's names.</summary>
internal static class SampleFields
{
    /// <summary>Writes the members of a sample's object.</summary>
    public static void Write(Utf8JsonWriter json, ReplySample reply)
    {
        var sample = reply.Sample;
        json.WriteString("response", sample.Response);
        json.WriteNumber("response_length", sample.LossMask.Length);
        json.WriteString("status", WireName.Of(sample.Status));
        json.WriteStartArray("weight_versions");
        foreach (var version in sample.WeightVersions)
        {
            json.WriteStringValue(version);
        }

        json.WriteEndArray();
        json.WriteStartObject("prefix_cache_info");
        json.WriteNumber("cached_tokens", sample.CachedTokens);
        json.WriteNumber("total_prompt_tokens", sample.TotalPromptTokens);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        reply.Metadata(json);
        json.WriteEndObject();
        json.WritePropertyName("reward");
        if (reply.Reward is { } reward)
        {
            reward.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>Writes the members that close a reply: what concerns the session.</summary>
    public static void WriteSession(Utf8JsonWriter json, SampleReply reply)
    {
        json.WriteStartObject("session_metadata");
        reply.SessionMetadata(json);
        json.WriteEndObject();
        json.WriteString("empty_reason", reply.EmptyReason);
    }
}
