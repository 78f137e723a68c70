using System.Text;
using CsCheck;
using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class PropertyTests
{
    private static readonly Tokenizer Tiny = TinyTokenizer.Load();

    private const string Frequent = "abcab  \n'<s><t>\u0301";

    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Int[0, 0x2FF], Gen.Int[0, 0xFFFF], Gen.Int[0, 0x10FFFF], Gen.Int[0, Frequent.Length - 1].Select(at => (int)Frequent[at]))
        .Where(Rune.IsValid)
        .Array[0, 40]
        .Select(codes => string.Concat(codes.Select(char.ConvertFromUtf32)));

    [Fact]
    public void Decode_OfEncode_GivesTheNormalizedTextBack() => Texts
        .Where(text => !text.Contains('\uFFFE', StringComparison.Ordinal))
        .Sample(text => Tiny.Decode(Tiny.Encode(text, SpecialTokens.Parse).AsSpan(), skipSpecialTokens: false).Normalize()
            == text.Normalize());

    [Fact]
    public void StartDecoding_OfAnyIds_GivesWhatDecodeGivesAndNeverHalfACharacter() => Gen.Int[0, Tiny.VocabularySize - 1].Array[0, 40]
        .Sample(ids =>
        {
            var stream = Tiny.StartDecoding(skipSpecialTokens: false);
            var parts = ids.Select(stream.Append).ToList();
            parts.Add(stream.Finish());
            Assert.Equal(Tiny.Decode(ids, skipSpecialTokens: false), string.Concat(parts));
            Assert.All(parts, part => Assert.False(part.Length > 0 && (char.IsHighSurrogate(part[^1]) || char.IsLowSurrogate(part[0]))));
        });

    [Fact]
    public void Encode_OfOneTextOnSixteenThreads_IsAlwaysTheSame() => Texts.Array[200].Sample(
        texts =>
        {
            var expected = texts.Select(text => Tiny.Encode(text, SpecialTokens.Parse)).ToList();
            var differences = 0;
            var threads = Enumerable.Range(0, 16).Select(number => new Thread(() =>
            {
                for (var i = 0; i < 5 * texts.Length; i++)
                {
                    var at = (i + number) % texts.Length;
                    if (!Tiny.Encode(texts[at], SpecialTokens.Parse).AsSpan().SequenceEqual(expected[at].AsSpan()))
                    {
                        Interlocked.Increment(ref differences);
                    }
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.Equal(0, differences);
        },
        iter: 3,
        threads: 1);

    [Fact]
    public void Encode_WhenAPieceIsLong_MergesItAsASpanOfShortOnesWouldBe()
    {
        // One piece of letters, longer than the scan takes: "abc" merges to one id wherever it stands.
        var ids = Tiny.Encode(string.Concat(Enumerable.Repeat("abcab", 5000)), SpecialTokens.Parse);

        Assert.Equal(Enumerable.Repeat((int[])[257, 256], 5000).SelectMany(pair => pair), ids);
    }
}
