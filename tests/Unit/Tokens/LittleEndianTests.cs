using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

/// <summary>The expected bytes come from Python's <c>struct.pack("&lt;3i", 1, -2, 151645)</c> and <c>struct.pack("&lt;4f", -0.5, 0.0, -1.1, float("-inf"))</c>.</summary>
public sealed class LittleEndianTests
{
    private const string IdBytes = "01000000feffffff5d500200";
    private const string LogprobBytes = "000000bf00000000cdcc8cbf000080ff";

    [Fact]
    public void FromInt32_AndBack_IsFourBytesLowFirst()
    {
        Assert.Equal(IdBytes, Convert.ToHexStringLower(LittleEndian.FromInt32([1, -2, 151645])));
        Assert.Equal([1, -2, 151645], LittleEndian.ToInt32(Convert.FromHexString(IdBytes)));
    }

    [Fact]
    public void FromSingle_AndBack_IsFourBytesLowFirst()
    {
        Assert.Equal(LogprobBytes, Convert.ToHexStringLower(LittleEndian.FromSingle([-0.5f, 0f, -1.1f, float.NegativeInfinity])));
        Assert.Equal([-0.5f, 0f, -1.1f, float.NegativeInfinity], LittleEndian.ToSingle(Convert.FromHexString(LogprobBytes)));
    }

    [Theory]
    [InlineData(0x80000000u)]
    [InlineData(0x7fc00001u)]
    [InlineData(0x00000001u)]
    public void ToSingle_WhenTheValueIsUnusual_KeepsEveryBit(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);

        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(Assert.Single(LittleEndian.ToSingle(LittleEndian.FromSingle([value])))));
    }

    [Fact]
    public void From_OfNothing_IsNothing()
    {
        Assert.Empty(LittleEndian.FromInt32([]));
        Assert.Empty(LittleEndian.ToSingle([]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void To_WhenTheLengthIsNoMultipleOfFour_ThrowsWithTheLength(int length)
    {
        var failed = Assert.Throws<ArgumentException>(() => LittleEndian.ToInt32(new byte[length]));
        Assert.Contains($"{length} bytes", failed.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LittleEndian.ToSingle(new byte[length]));
    }
}
