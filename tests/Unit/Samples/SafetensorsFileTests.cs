using System.Text;
using Tito.Core.Samples;

namespace Tito.Tests.Unit.Samples;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Write_OfThreeTensors_GivesTheFormatsBytes()
    {
        byte[] expected =
        [
            0xA8, 0, 0, 0, 0, 0, 0, 0, // the header's length, 168: 164 bytes and 4 spaces
            .. "{\"t\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"u8,
            .. "\"m\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[16,19]},"u8,
            .. "\"e\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[19,19]}}    "u8,
            0x01, 0, 0, 0, 0, 0, 0, 0,
            0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0, 1, 1,
        ];

        Assert.Equal(expected, SafetensorsFile.Write([Safetensor.I64("t", [1, -2]), Safetensor.U8("m", [0, 1, 1]), Safetensor.F64("e", [])]));
    }

    [Fact]
    public void Write_OfNoTensors_IsAnEmptyHeader() =>
        Assert.Equal("\u0008\0\0\0\0\0\0\0{}      ", Encoding.ASCII.GetString(SafetensorsFile.Write([])));

    /// <summary>Python: <c>struct.pack("&lt;2d", -0.5, 0.0).hex()</c>.</summary>
    [Fact]
    public void F64_IsEightBytesLowFirst() =>
        Assert.Equal("000000000000e0bf0000000000000000", Convert.ToHexStringLower(Safetensor.F64("x", [-0.5, 0]).Bytes.Span));
}
