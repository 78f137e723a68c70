using Tito.Core.Samples;

namespace Tito.Tests.Unit.Samples;

public sealed class SafetensorsWriterTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>SafetensorsFileTests holds that one to the published format.</summary>
    [Fact]
    public void Write_OfManyTensors_GivesTheBytesOfTheFileThatIsMadeInMemory()
    {
        var tensors = Enumerable.Range(0, 300).SelectMany(index => new[]
        {
            Safetensor.I64($"tokens.{index}", [.. Enumerable.Range(index, index)]),
            Safetensor.U8($"loss_mask.{index}", [.. Enumerable.Repeat((byte)(index & 1), index)]),
            Safetensor.F64($"rollout_log_probs.{index}", [.. Enumerable.Range(0, index).Select(at => -at / 8.0)]),
        }).ToList();
        var meta = new byte[3_000_000];
        new Random(5).NextBytes(meta);
        using var spool = new MemoryStream();
        using var file = new MemoryStream();

        var writer = new SafetensorsWriter(spool);
        foreach (var tensor in tensors)
        {
            writer.Add(tensor);
        }

        writer.Add("_samples_meta", new MemoryStream(meta));
        writer.Write(file, Ends);

        Assert.Equal(SafetensorsFile.Write([.. tensors, Safetensor.U8("_samples_meta", meta)]), file.ToArray());
    }

    [Fact]
    public void Write_OfNoTensors_IsAnEmptyHeader()
    {
        using var spool = new MemoryStream();
        using var file = new MemoryStream();

        new SafetensorsWriter(spool).Write(file, Ends);

        Assert.Equal(SafetensorsFile.Write([]), file.ToArray());
    }
}
