using Tito.Faces;

namespace Tito.Tests.Unit.Faces;

/// <summary>The seals of reasoning. The expected ones were made by Python's <c>hmac</c>, <c>hashlib</c> and <c>base64</c>, with HKDF of RFC 5869.</summary>
public sealed class ReasoningSealTests
{
    private const string Sealed =
        "tito2.b0L__2rr.fTr3ID6NVopbCMFZ.YW5zd2VyLTE.JA8_5xtiJn3AAMi_-J4-mUJrG4z1GZhxY1W7lfqnLWQ.MYbH36018lcS0UiilTbe_VPSv-XSKehbUkzhSp8BatA";

    private const string Thought = "Let me think — ✅";

    private static readonly ReasoningSeal Seal = new ReasoningSeals("s3cret").For("ses");

    [Theory]
    [InlineData(Thought)]
    [InlineData("  \n" + Thought + "\n\uFEFF\u00A0\u0085")]
    public void Of_AThought_IsTheMacOfPython(string thought) => Assert.Equal(Sealed, Seal.Of("answer-1", thought));

    [Fact]
    public void Of_NoSecret_IsOfAKeyThatEverybodyCanCompute() => Assert.Equal(
        "tito2.i_Y3_P0f.fTr3ID6NVopbCMFZ.YQ.LXEWQrcmsEQBYnyp-6wy9chTD7GQPMTbAiWHF5IaSIE.IkKuXnsWw-KafpZfcbppsUijuR0gCMEgZeZBg9qV22o",
        new ReasoningSeals(null).For("ses").Of("a", "x"));

    /// <summary>Clients send the text as it was, trimmed, or not at all.</summary>
    [Theory]
    [InlineData(Thought)]
    [InlineData(" " + Thought)]
    [InlineData("")]
    [InlineData(" \n")]
    public void Read_OfItsOwn_NamesTheAnswer(string thought) =>
        Assert.Equal(new SealReading(SealKind.Own, "answer-1"), Seal.Read(Sealed, thought));

    [Theory]
    [InlineData("", SealKind.None)]
    [InlineData("EqQBCkYIARgCKkBxyz==", SealKind.Foreign)]
    [InlineData("tito1.answer-1.JA8_5xtiJn3AAMi_-J4-mUJrG4z1GZhxY1W7lfqnLWQ", SealKind.Foreign)]
    [InlineData("gAAAAABfernet", SealKind.Foreign)]
    [InlineData("tito2.....", SealKind.Foreign)]
    public void Read_OfWhatOthersGave_IsNone(string seal, SealKind expected) => Assert.Equal(new(expected, null), Seal.Read(seal, Thought));

    [Fact]
    public void Read_OfAnotherText_IsForged() => Assert.Equal(SealKind.Forged, Seal.Read(Sealed, Thought + "!").Kind);

    [Fact]
    public void Read_OfAChangedSeal_IsNeverItsOwn()
    {
        for (var at = 0; at < Sealed.Length; at++)
        {
            var changed = $"{Sealed[..at]}{(Sealed[at] == 'A' ? 'B' : 'A')}{Sealed[(at + 1)..]}";

            Assert.True(Seal.Read(changed, Thought).Kind is SealKind.Forged or SealKind.Foreign, $"{at}: {changed}");
        }
    }

    [Fact]
    public void Read_OfAnotherSessionOrSecret_IsForeign()
    {
        Assert.Equal(SealKind.Foreign, new ReasoningSeals("s3cret").For("other").Read(Sealed, Thought).Kind);
        Assert.Equal(SealKind.Foreign, new ReasoningSeals("another").For("ses").Read(Sealed, Thought).Kind);
        Assert.Equal(SealKind.Own, new ReasoningSeals("s3cret").For("ses").Read(Sealed, Thought).Kind);
    }
}
