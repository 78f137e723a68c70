using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

/// <summary>
/// The expected values come from Python:
/// <code>
/// import hashlib, struct
/// fields = lambda *f: hashlib.sha256(b"".join(struct.pack("&lt;q", len(x)) + x for x in f)).hexdigest()
/// fields(); fields(b""); fields(b"ab", b"c"); fields(b"a", b"bc"); fields("é€😀".encode(), bytes(32))
/// </code>
/// </summary>
public sealed class DigestBuilderTests
{
    private const string OfNoFields = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void Build_WithoutAField_IsTheDigestOfNothing() => AssertBuilds(OfNoFields, builder => builder);

    [Fact]
    public void Build_WithAnEmptyField_StillHasItsLength() =>
        AssertBuilds("af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc", builder => builder.Add(""));

    [Fact]
    public void Build_WhenTheSameBytesAreCutElsewhere_IsAnotherDigest()
    {
        AssertBuilds("43ee655579de01ca739b3f95c1c2d3f46d353b2c0df818064ea594506cdb2617", builder => builder.Add("ab"u8).Add("c"u8));
        AssertBuilds("9a8acca1b6c6c0befd3fbc756aed625da998c998f7252e738c4ef061906b9b21", builder => builder.Add("a"u8).Add("bc"u8));
    }

    [Fact]
    public void Build_OfTextAndADigest_TakesUtf8And32Bytes() =>
        AssertBuilds("bde69613999f7e2ecc4c482c1792817f5d7e9aa19df9a0934c75a254355505e0", builder => builder.Add("é€😀").Add(default(Digest)));

    [Fact]
    public void Build_Twice_StartsOver()
    {
        using var builder = new DigestBuilder();
        builder.Add("x").Build();

        Assert.Equal(OfNoFields, builder.Build().ToString());
    }

    private static void AssertBuilds(string expected, Func<DigestBuilder, DigestBuilder> add)
    {
        using var builder = new DigestBuilder();
        Assert.Equal(expected, add(builder).Build().ToString());
    }
}
