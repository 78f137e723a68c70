using System.Buffers.Binary;
using System.Text.Json;

namespace Tito.Cli.Demo;

/// <summary>A sample as a trainer reads it in the file: lengths and sums, by the safetensors header alone.</summary>
/// <param name="Tensors">Names, dtypes and shapes, as <c>tokens.0 I64 [812]</c>.</param>
/// <param name="TokenCount">Tokens of the first sample.</param>
/// <param name="ResponseCount">Tokens after the first prompt.</param>
/// <param name="TrainedCount">Tokens whose mask is 1.</param>
/// <param name="Status">How the sample ended.</param>
internal sealed record DemoSample(IReadOnlyList<string> Tensors, int TokenCount, int ResponseCount, int TrainedCount, string Status)
{
    /// <summary>Reads a file with at least one sample.</summary>
    public static DemoSample Read(byte[] file)
    {
        var headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        var header = JsonElement.Parse(file.AsSpan(sizeof(ulong), headerLength));
        var tensors = header.EnumerateObject().Where(tensor => tensor.Name != "_samples_meta").ToList();
        var meta = JsonElement.Parse(Bytes("_samples_meta"));
        return new(
            [.. tensors.Select(tensor => $"{tensor.Name} {tensor.Value.GetProperty("dtype").GetString()} {Shape(tensor.Value)}")],
            header.GetProperty("tokens.0").GetProperty("shape")[0].GetInt32(),
            header.GetProperty("loss_mask.0").GetProperty("shape")[0].GetInt32(),
            Bytes("loss_mask.0").Count((byte)1),
            meta.GetProperty("samples")[0].GetProperty("status").GetString()!);

        static string Shape(JsonElement tensor) => tensor.GetProperty("shape").GetRawText();

        ReadOnlySpan<byte> Bytes(string name)
        {
            var offsets = header.GetProperty(name).GetProperty("data_offsets");
            var start = sizeof(ulong) + headerLength;
            return file.AsSpan()[(start + offsets[0].GetInt32())..(start + offsets[1].GetInt32())];
        }
    }
}
