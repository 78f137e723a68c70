using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Tito.Core.Samples;

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
        WeightVersions = ["v7", "v8"],
        CachedTokens = 3,
        TotalPromptTokens = 11,
    };

    [Fact]
    public void Encode_OfOneSample_WritesItsTensorsAndTheMetadata()
    {
        var (header, data) = Read(SampleCodec.Encode(new([Sample], null), json => json.WriteNumber("max_trim_tokens", 0)));

        Assert.Equal(["tokens.0", "loss_mask.0", "rollout_log_probs.0", "_samples_meta"], header.EnumerateObject().Select(tensor => tensor.Name));
        Assert.Equal("""{"dtype":"I64","shape":[3],"data_offsets":[0,24]}""", header.GetProperty("tokens.0").GetRawText());
        Assert.Equal("""{"dtype":"U8","shape":[2],"data_offsets":[24,26]}""", header.GetProperty("loss_mask.0").GetRawText());
        Assert.Equal("""{"dtype":"F64","shape":[2],"data_offsets":[26,42]}""", header.GetProperty("rollout_log_probs.0").GetRawText());
        Assert.Equal("5c5002000000000007000000000000000800000000000000" + "0001" + "0000000000000000000000000000e0bf", Convert.ToHexStringLower(data[..42]));

        var metadata = JsonElement.Parse(data.AsSpan(42));
        Assert.Equal("é<\"\n😀", metadata.GetProperty("samples")[0].GetProperty("response").GetString());
        Assert.Equal(
            """
            {"response_length":2,"status":"truncated","weight_versions":["v7","v8"],"prefix_cache_info":{"cached_tokens":3,"total_prompt_tokens":11},"metadata":{},"nulls":["rollout_routed_experts","rollout_indexer_topk"]}],"session_metadata":{"max_trim_tokens":0},"empty_reason":null}
            """,
            "{" + Encoding.UTF8.GetString(data.AsSpan(42)).Split(',', 2)[1]);
    }

    [Fact]
    public void Encode_OfTwoSamples_NumbersTheirTensors()
    {
        var (header, _) = Read(SampleCodec.Encode(new([Sample, Sample], null), _ => { }));

        Assert.Equal(
            ["tokens.0", "loss_mask.0", "rollout_log_probs.0", "tokens.1", "loss_mask.1", "rollout_log_probs.1", "_samples_meta"],
            header.EnumerateObject().Select(tensor => tensor.Name));
    }

    [Fact]
    public void Encode_OfNoSamples_SaysWhy()
    {
        var (header, data) = Read(SampleCodec.Encode(new([], "no_records"), _ => { }));

        Assert.Equal("""{"samples":[],"session_metadata":{},"empty_reason":"no_records"}""", Encoding.UTF8.GetString(data));
        Assert.Equal("""{"_samples_meta":{"dtype":"U8","shape":[64],"data_offsets":[0,64]}}""", header.GetRawText());
    }

    [Theory]
    [InlineData(SampleStatus.Completed, "completed")]
    [InlineData(SampleStatus.Truncated, "truncated")]
    [InlineData(SampleStatus.Aborted, "aborted")]
    [InlineData(SampleStatus.Failed, "failed")]
    public void Encode_WritesTheTrainersStatusNames(SampleStatus status, string expected)
    {
        var (_, data) = Read(SampleCodec.Encode(new([Sample with { Status = status }], null), _ => { }));

        Assert.Equal(expected, JsonElement.Parse(data.AsSpan(42)).GetProperty("samples")[0].GetProperty("status").GetString());
    }

    private static (JsonElement Header, byte[] Data) Read(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        return (JsonElement.Parse(file.AsSpan(8, length)), file[(8 + length)..]);
    }
}
