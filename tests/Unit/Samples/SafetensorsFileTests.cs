using System.Text;
using Tito.Core.Samples;

namespace Tito.Tests.Unit.Samples;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Write_OfFourTensors_GivesTheFormatsBytesWideTypesFirst()
    {
        byte[] expected =
        [
            0xE0, 0, 0, 0, 0, 0, 0, 0, // the header's length, 224: 223 bytes and 1 spaces
            .. "{\"t\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"u8,
            .. "\"e\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[16,16]},"u8,
            .. "\"r\":{\"dtype\":\"I32\",\"shape\":[1,2,1],\"data_offsets\":[16,24]},"u8,
            .. "\"m\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[24,27]}} "u8,
            0x01, 0, 0, 0, 0, 0, 0, 0,
            0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            7, 0, 0, 0, 8, 0, 0, 0,
            0, 1, 1,
        ];

        Assert.Equal(
            expected,
            SafetensorsFile.Write(
            [
                Safetensor.U8("m", [0, 1, 1]),
                Safetensor.I64("t", [1, -2]),
                Safetensor.I32("r", new(0, 2, 1, new byte[] { 7, 0, 0, 0, 8, 0, 0, 0 })),
                Safetensor.F64("e", []),
            ]));
    }

    /// <summary>By code points, as the reference writer's language compares texts: 10 before 2, and an underscore before a letter.</summary>
    [Fact]
    public void Write_OfOneType_SortsByName() => Assert.Equal(
        """{"_m":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a.10":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a.2":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        Encoding.ASCII.GetString(SafetensorsFile.Write([Safetensor.U8("a.2", []), Safetensor.U8("a.10", []), Safetensor.U8("_m", [])])[8..]).TrimEnd());

    [Fact]
    public void Write_OfNoTensors_IsAnEmptyHeader() =>
        Assert.Equal("\u0008\0\0\0\0\0\0\0{}      ", Encoding.ASCII.GetString(SafetensorsFile.Write([])));

    /// <summary>Python: <c>struct.pack("&lt;2d", -0.5, 0.0).hex()</c>.</summary>
    [Fact]
    public void F64_IsEightBytesLowFirst() =>
        Assert.Equal("000000000000e0bf0000000000000000", Convert.ToHexStringLower(Safetensor.F64("x", [-0.5, 0]).Bytes.Span));
}
