using Tito.Core.Inference;
using Tito.Core.Tokens;

namespace Tito.Engines.Http;

/// <summary>Routed experts of an answer, held against what was asked for.</summary>
internal static class ExpertRows
{
    /// <summary>
    /// The rows from the wanted one to the last token but one. An engine that ignores the start and gives the rows of all tokens gives
    /// them among others (SGLang does so in some builds, vLLM in all): those before the start are dropped.
    /// </summary>
    /// <param name="bytes">Expert ids, int32 <c>[rows, layers, top_k]</c>, little-endian.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="tokenCount">Number of prompt and completion tokens.</param>
    /// <param name="path">The field, for an error.</param>
    /// <exception cref="InvalidDataException">The number of bytes is neither that of the wanted rows nor that of all.</exception>
    public static RoutedExperts Read(ReadOnlyMemory<byte> bytes, RoutedExpertsRequest wanted, int tokenCount, string path)
    {
        var rowBytes = (long)wanted.Layers * wanted.TopK * sizeof(int);
        var all = Math.Max(0, tokenCount - 1);
        var rows = Math.Max(0, all - wanted.StartRow);
        return bytes.Length == rows * rowBytes ? new(wanted.StartRow, wanted.Layers, wanted.TopK, bytes)
            : bytes.Length == all * rowBytes ? new(wanted.StartRow, wanted.Layers, wanted.TopK, bytes[(int)((all - rows) * rowBytes)..])
            : throw new InvalidDataException(
                $"{path} has {bytes.Length} bytes, but {rows} rows from {wanted.StartRow} on of {wanted.Layers} layers "
                + $"and {wanted.TopK} experts are {rows * rowBytes}.");
    }
}
