using System.Buffers.Binary;
using System.Text;

namespace Tito.Simulation.Wires.Vllm;

/// <summary>Writes arrays as NumPy's <c>.npy</c> files, the form in which vLLM sends routed experts.</summary>
internal static class NumpyFile
{
    private const int Alignment = 64;
    private const int BeforeHeader = 10; // Magic, version 1.0, and the header's length in two bytes.

    /// <summary>
    /// int32 <c>[rows, layers, top_k]</c>, little-endian, in a file of version 1.0: the header is a Python dictionary, padded with spaces
    /// and a line break so that the data begins at a multiple of 64.
    /// </summary>
    /// <param name="data">The values, 4 bytes each, in C order.</param>
    /// <param name="layers">The second dimension, 1 or more.</param>
    /// <param name="topK">The third dimension, 1 or more.</param>
    public static byte[] FromInt32(byte[] data, int layers, int topK)
    {
        var rows = data.Length / (sizeof(int) * layers * topK);
        var header = $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({rows}, {layers}, {topK}), }}";
        var length = ((BeforeHeader + header.Length) / Alignment * Alignment) + Alignment - BeforeHeader;
        var file = new byte[BeforeHeader + length + data.Length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(BeforeHeader - 2), (ushort)length);
        Encoding.ASCII.GetBytes(header.PadRight(length - 1) + '\n', file.AsSpan(BeforeHeader));
        data.CopyTo(file.AsSpan(BeforeHeader + length));
        return file;
    }
}
