using System.Collections.Immutable;
using System.Text.Json;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Samples;

/// <summary>A reply of the samples function, read by the file format's own rules.</summary>
/// <param name="Tensors">The tensors by their names.</param>
internal sealed record SamplesFile(OrderedDictionary<string, SafetensorsTensor> Tensors)
{
    /// <summary>The metadata.</summary>
    public JsonElement Meta => JsonElement.Parse(Tensors["_samples_meta"].Bytes.Span);

    /// <summary>What of each sample is no tensor.</summary>
    /// <summary>The leaf of a sample, with <c>ID</c> in the place of the id that the client's answer had.</summary>
    public static string Leaf(JsonElement sample)
    {
        var leaf = sample.GetProperty("metadata").GetProperty("leaf");
        return leaf.GetRawText().Replace($"\"{leaf.GetProperty("response_id").GetString()}\"", "\"ID\"", StringComparison.Ordinal);
    }

    public ImmutableArray<JsonElement> Samples => [.. Meta.GetProperty("samples").EnumerateArray()];

    /// <summary>The nodes of each sample's path.</summary>
    public ImmutableArray<string> Paths =>
        [.. Samples.Select(sample => sample.GetProperty("metadata").GetProperty("leaf").GetProperty("path_node_ids").GetRawText())];

    public static SamplesFile Read(HttpAnswer answer) => new(SafetensorsReader.Read(answer.Body));

    /// <summary>Where a sample's mask is 1, as runs of ones among zeros: <c>0011</c>.</summary>
    public string Mask(int sample) => string.Concat(Tensors[$"loss_mask.{sample}"].Bytes.ToArray());
}
