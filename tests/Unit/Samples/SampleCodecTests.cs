using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Tito.Core.Samples;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Samples;

public sealed class SampleCodecTests
{
    private static readonly TrainingSample Sample = new()
    {
        Tokens = [151644, 7, 8],
        LossMask = [0, 1],
        Logprobs = [0, -0.5],
        Response = "é<\"\n😀",
        Status = SampleStatus.Truncated,
        Spans = [],
        WeightVersions = ["v7", "v8"],
        CachedTokens = 3,
        TotalPromptTokens = 11,
    };

    private static readonly TrainingSample Routed = Sample with { RoutedExperts = new(0, 1, 2, LittleEndian.FromInt32([5, 6, 7, 8])) };

    [Fact]
    public void Encode_OfOneSample_WritesItsTensorsAndTheMetadata()
    {
        var (header, data) = Read(Encode(null, Sample));

        Assert.Equal(["tokens.0", "rollout_log_probs.0", "_samples_meta", "loss_mask.0"], Names(header));
        Assert.Equal("""{"dtype":"I64","shape":[3],"data_offsets":[0,24]}""", header.GetProperty("tokens.0").GetRawText());
        Assert.Equal("""{"dtype":"F64","shape":[2],"data_offsets":[24,40]}""", header.GetProperty("rollout_log_probs.0").GetRawText());
        Assert.Equal(
            "5c5002000000000007000000000000000800000000000000" + "0000000000000000000000000000e0bf", Convert.ToHexStringLower(data[..40]));
        Assert.Equal([0, 1], Bytes(header, data, "loss_mask.0"));

        var metadata = Bytes(header, data, "_samples_meta");
        Assert.Equal("é<\"\n😀", JsonElement.Parse(metadata).GetProperty("samples")[0].GetProperty("response").GetString());
        Assert.Equal(
            """
            {"response_length":2,"status":"truncated","weight_versions":["v7","v8"],"prefix_cache_info":{"cached_tokens":3,"total_prompt_tokens":11},"metadata":{"task":"t"},"reward":0.25,"nulls":["rollout_routed_experts","rollout_indexer_topk"]}],"session_metadata":{"max_trim_tokens":0},"empty_reason":null}
            """,
            "{" + Encoding.UTF8.GetString(metadata).Split(',', 2)[1]);
    }

    [Fact]
    public void Encode_OfRoutedExperts_WritesThemAsInt32OfThreeDimensions()
    {
        var (header, data) = Read(Encode(null, Routed));

        Assert.Equal(["tokens.0", "rollout_log_probs.0", "rollout_routed_experts.0", "_samples_meta", "loss_mask.0"], Names(header));
        Assert.Equal("""{"dtype":"I32","shape":[2,1,2],"data_offsets":[40,56]}""", header.GetProperty("rollout_routed_experts.0").GetRawText());
        Assert.Equal("05000000060000000700000008000000", Convert.ToHexStringLower(data[40..56]));
        Assert.Equal("""["rollout_indexer_topk"]""", Nulls(header, data));
    }

    [Fact]
    public void Encode_OfRoutedExpertsWithoutARow_WritesATensorWhichIsNotAbsent()
    {
        var (header, data) = Read(Encode(null, Sample with { RoutedExperts = new(0, 3, 2, default) }));

        Assert.Equal("""{"dtype":"I32","shape":[0,3,2],"data_offsets":[40,40]}""", header.GetProperty("rollout_routed_experts.0").GetRawText());
        Assert.Equal("""["rollout_indexer_topk"]""", Nulls(header, data));
    }

    [Fact]
    public void Encode_OfTwoSamples_KeepsTheTensorsOfEach()
    {
        var (header, data) = Read(Encode(null, Sample, Routed with { Tokens = [9], LossMask = [1, 1] }));

        Assert.Equal(
            [
                "tokens.0", "tokens.1", "rollout_log_probs.0", "rollout_log_probs.1", "rollout_routed_experts.1",
                "_samples_meta", "loss_mask.0", "loss_mask.1",
            ],
            Names(header));
        Assert.Equal([0, 1], Bytes(header, data, "loss_mask.0"));
        Assert.Equal([1, 1], Bytes(header, data, "loss_mask.1"));
        Assert.Equal([9, 0, 0, 0, 0, 0, 0, 0], Bytes(header, data, "tokens.1"));
    }

    [Fact]
    public void Encode_OfNoSamples_SaysWhy()
    {
        var (header, data) = Read(Encode("no_records"));

        Assert.Equal("""{"samples":[],"session_metadata":{"max_trim_tokens":0},"empty_reason":"no_records"}""", Encoding.UTF8.GetString(data));
        Assert.Equal("""{"_samples_meta":{"dtype":"U8","shape":[83],"data_offsets":[0,83]}}""", header.GetRawText());
    }

    [Theory]
    [InlineData(SampleStatus.Completed, "completed")]
    [InlineData(SampleStatus.Truncated, "truncated")]
    [InlineData(SampleStatus.Aborted, "aborted")]
    [InlineData(SampleStatus.Failed, "failed")]
    public void Encode_WritesTheTrainersStatusNames(SampleStatus status, string expected)
    {
        var (header, data) = Read(Encode(null, Sample with { Status = status }));

        Assert.Equal(expected, JsonElement.Parse(Bytes(header, data, "_samples_meta")).GetProperty("samples")[0].GetProperty("status").GetString());
    }

    [Fact]
    public void Write_AsJson_HasTheTensorsAsLists()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            SampleJson.Write(json, Reply(null, Routed with { Response = "r" }, Sample with { Response = "s" }));
        }

        Assert.Equal(
            """
            {"samples":[{"tokens":[151644,7,8],"loss_mask":[0,1],"rollout_log_probs":[0,-0.5],"rollout_routed_experts":[[[5,6]],[[7,8]]],"rollout_indexer_topk":null,"response":"r","response_length":2,"status":"truncated","weight_versions":["v7","v8"],"prefix_cache_info":{"cached_tokens":3,"total_prompt_tokens":11},"metadata":{"task":"t"},"reward":0.25},{"tokens":[151644,7,8],"loss_mask":[0,1],"rollout_log_probs":[0,-0.5],"rollout_routed_experts":null,"rollout_indexer_topk":null,"response":"s","response_length":2,"status":"truncated","weight_versions":["v7","v8"],"prefix_cache_info":{"cached_tokens":3,"total_prompt_tokens":11},"metadata":{"task":"t"},"reward":0.25}],"session_metadata":{"max_trim_tokens":0},"empty_reason":null}
            """,
            Encoding.UTF8.GetString(bytes.ToArray()));
    }

    /// <summary>A reward that nobody said is there as null.</summary>
    [Fact]
    public void Write_OfASampleWithoutAReward_SaysNull()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            SampleJson.Write(json, new([new ReplySample(Sample, null, _ => { })], _ => { }, null));
        }

        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(bytes.ToArray()).GetProperty("samples")[0].GetProperty("reward").ValueKind);
    }

    private static SampleReply Reply(string? emptyReason, params ReadOnlySpan<TrainingSample> samples) => new(
        [.. samples.ToArray().Select(sample => new ReplySample(sample, JsonElement.Parse("0.25"), json => json.WriteString("task", "t")))],
        json => json.WriteNumber("max_trim_tokens", 0),
        emptyReason);

    private static byte[] Encode(string? emptyReason, params ReadOnlySpan<TrainingSample> samples) => SampleCodec.Encode(Reply(emptyReason, samples));

    private static IEnumerable<string> Names(JsonElement header) => header.EnumerateObject().Select(tensor => tensor.Name);

    private static string Nulls(JsonElement header, byte[] data) =>
        JsonElement.Parse(Bytes(header, data, "_samples_meta")).GetProperty("samples")[0].GetProperty("nulls").GetRawText();

    private static byte[] Bytes(JsonElement header, byte[] data, string name)
    {
        var offsets = header.GetProperty(name).GetProperty("data_offsets");
        return data[offsets[0].GetInt32()..offsets[1].GetInt32()];
    }

    private static (JsonElement Header, byte[] Data) Read(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        return (JsonElement.Parse(file.AsSpan(8, length)), file[(8 + length)..]);
    }
}
