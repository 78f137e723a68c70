using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tito.Tests.Unit.Repository;
using Tito.Tokenizers.Normalization;
using Tito.Tokenizers.Unicode;

namespace Tito.Tests.Unit.Tokenizers;

/// <summary>All Unicode scalars against what the reference said of them (<c>tools/oracle/tokenizers/scalars.mjs</c>).</summary>
public sealed class ScalarTests
{
    // The bits that the reference has no question for.
    private const ScalarClass Ours = ScalarClass.UpperNotHan | ScalarClass.LowerNotHan | ScalarClass.NotNormalized;

    private static readonly int[] Representatives =
    [
        0x334, 0x1dce, 0x3099, 0x93c, 0x94d, 0x5b0, 0x5b1, 0x5b2, 0x5b3, 0x5b4, 0x5b5, 0x5b6, 0x5b7, 0x5b8, 0x5b9, 0x5bb, 0x5bc, 0x5bd, 0x5bf,
        0x5c1, 0x5c2, 0xfb1e, 0x64b, 0x64c, 0x64d, 0x64e, 0x64f, 0x650, 0x651, 0x652, 0x670, 0x711, 0xc55, 0xc56, 0xe38, 0xe48, 0xeb8, 0xec8,
        0xf71, 0xf72, 0xf74, 0x321, 0x31b, 0x1d16d, 0x302a, 0x316, 0x59a, 0x302e, 0x1d16e, 0x302b, 0x300, 0x315, 0x35c, 0x35d, 0x345,
    ];

    private static readonly JsonElement Reference =
        JsonElement.Parse(File.ReadAllText(Path.Combine(RepositoryTree.Root, "tests/Golden/corpus/tokenizers/scalars.json")));

    private static IEnumerable<int> All => Enumerable.Range(0, 0x110000).Where(code => code is < 0xD800 or > 0xDFFF);

    [Fact]
    public void ClassOf_OfEveryScalar_EqualsTheReference()
    {
        var bytes = new byte[2 * 0x110000];
        foreach (var code in All)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * code), (ushort)(Scalars.ClassOf(code) & ~Ours));
        }

        AssertDigest("classes", bytes);
    }

    [Theory]
    [InlineData("NFC", NormalizationForm.FormC)]
    [InlineData("NFD", NormalizationForm.FormD)]
    [InlineData("NFKC", NormalizationForm.FormKC)]
    [InlineData("NFKD", NormalizationForm.FormKD)]
    public void Normalize_OfEveryScalar_EqualsTheReference(string name, NormalizationForm form) =>
        AssertDigest(name, Rewrite(new UnicodeNormalizer(form)));

    [Fact]
    public void Lowercase_OfEveryScalar_EqualsTheReference() => AssertDigest("Lowercase", Rewrite(new LowercaseNormalizer()));

    [Fact]
    public void Normalize_OfEveryMarkBesideEveryClassOfMarks_EqualsTheReference()
    {
        var pairs = new StringBuilder();
        foreach (var mark in All.Where(code => (Scalars.ClassOf(code) & ScalarClass.Mark) != 0).Select(char.ConvertFromUtf32))
        {
            foreach (var other in Representatives.Select(char.ConvertFromUtf32))
            {
                pairs.Append('a').Append(mark).Append(other).Append("\na").Append(other).Append(mark).Append('\n');
            }
        }

        var normalized = new UnicodeNormalizer(NormalizationForm.FormD).Normalize(pairs.ToString());
        AssertDigest("order", Encoding.UTF8.GetBytes(normalized.ToString()));
    }

    private static byte[] Rewrite(Normalizer normalizer)
    {
        var text = string.Concat(All.Select(code => char.ConvertFromUtf32(code) + "\n"));
        return Encoding.UTF8.GetBytes(normalizer.Normalize(text).ToString());
    }

    private static void AssertDigest(string name, byte[] bytes) =>
        Assert.Equal(Reference.GetProperty(name).GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
