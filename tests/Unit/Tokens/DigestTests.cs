using System.Text;
using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

public sealed class DigestTests
{
    // FIPS 180-4 examples: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Of_KnownMessages_IsTheirSha256(string message, string expected) =>
        Assert.Equal(expected, Digest.Of(Encoding.ASCII.GetBytes(message)).ToString());

    [Fact]
    public void Parse_OfWhatToStringGives_IsTheSameValueByteForByte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(value => (byte)(value * 8))];
        var digest = Digest.FromBytes(bytes);

        Assert.Equal("0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8", digest.ToString());
        Assert.Equal(digest, Digest.Parse(digest.ToString()));
        Assert.Equal(digest, Digest.Parse(digest.ToString().ToUpperInvariant()));
        Assert.Equal(bytes, digest.ToByteArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0")]
    [InlineData("zz08101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")]
    [InlineData(" 008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")]
    [InlineData("0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f800")]
    public void Parse_WhenTheTextIsNot64Digits_Throws(string hex) => Assert.Throws<FormatException>(() => Digest.Parse(hex));

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_WhenThereAreNot32_Throws(int count) => Assert.Throws<ArgumentException>(() => Digest.FromBytes(new byte[count]));

    [Fact]
    public void Default_Is32ZeroBytes()
    {
        Assert.Equal(new string('0', 64), default(Digest).ToString());
        Assert.Equal(new byte[32], default(Digest).ToByteArray());
        Assert.Equal(default, Digest.Parse(new string('0', 64)));
    }
}
