using System.Buffers;
using System.Text.Json;

namespace Tito.Tokenizers.Loading;

/// <summary>All of an asset but its vocabulary.</summary>
/// <param name="Identity">The SHA-256 of the asset.</param>
/// <param name="Json">The asset's JSON without <c>model.vocab</c> and <c>model.merges</c>.</param>
/// <param name="IdRule">How added tokens get their ids.</param>
internal sealed record TokenizerSettings(ReadOnlyMemory<byte> Identity, ReadOnlyMemory<byte> Json, AddedIdRule IdRule)
{
    /// <summary>The JSON of an asset without its vocabulary and its merges.</summary>
    public static byte[] JsonOf(AssetObject root)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in root.Fields.Where(field => field.Name != "model"))
            {
                field.WriteTo(writer);
            }

            writer.WriteStartObject("model");
            foreach (var field in root.RequireObject("model").Fields.Where(field => field.Name is not ("vocab" or "merges")))
            {
                field.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
