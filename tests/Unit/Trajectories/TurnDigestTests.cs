using System.Text.Json;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Trajectories;

/// <summary>
/// The expected digests come from Python:
/// <code>
/// import hashlib, struct
/// fields = lambda *f: hashlib.sha256(b"".join(struct.pack("&lt;q", len(x)) + x for x in f))
/// i = lambda *v: struct.pack("&lt;%di" % len(v), *v)
/// f = lambda *v: struct.pack("&lt;%df" % len(v), *v)
/// first = fields(b"tito.turn.v1", hashlib.sha256(b"genesis").digest(), i(0), '{"role":"user","content":"Hé\\n"}'.encode(),
///     b'{"role":"assistant","content":"ok","x":1.0}', b"\0", i(1, 2, 3), b"\3", i(4, 5), f(-0.5, -0.25), b"stop", b"v7")
/// second = fields(b"tito.turn.v1", first.digest(), i(0), b'{"role":"tool","content":"t"}', b'{"role":"assistant","content":""}',
///     b"\2", i(198), b"\1", i(6, 7), b"\3", i(8), f(-1.5), b"length", b"")
/// replacing = second with i(1) for i(0)
/// routed = first with i(0, 1, 1), i(1, 2, 3, 4) behind its fields
/// </code>
/// Of version 2 each has <c>b"tito.turn.v2"</c> and, after the count, a field for the tools and one for the arguments: <c>b""</c> for none,
/// and otherwise <c>hashlib.sha256(b'{"a":1e2}').digest()</c> for example.
/// </summary>
public sealed class TurnDigestTests
{
    private const string Tools = """ [ {"function":{"name":"\u00e9", "n":1.50}} ] """;
    private const string Arguments = """{ "a" : 1e2 }""";
    private const string First = "2dd3811e3159b32f76e64277dcf5c4d96d3e58447860da975bbb720b337b1a9c";
    private const string Second = "98bddc0eb85bcf7d334cb8cc0387972856f8ba66aaf00d24ecfd69c72777d90d";

    [Fact]
    public void Of_HandMadeTurns_IsWhatPythonComputes()
    {
        var first = TurnDigest.Of(HandMade.Genesis, OfOne(HandMade.First));

        Assert.Equal(First, first.ToString());
        Assert.Equal(Second, TurnDigest.Of(first, OfOne(HandMade.Second)).ToString());
    }

    [Fact]
    public void Of_ATurnThatReplacesATokenOfItsParent_BindsTheCount() => Assert.Equal(
        "0e3c77753db3ec56bd9fc0cd0d14a8b8d6dbd82d50618bf8a34e8b3b2f52d120",
        TurnDigest.Of(Digest.Parse(First), OfOne(HandMade.Second) with { ReplacedCount = 1 }).ToString());

    [Fact]
    public void Of_ATurnWithRoutedExperts_BindsTheirShapeAndRows() => Assert.Equal(
        "eb8a172f33692cf77b06feee1e619b21350a14a85a8cbc0da6052a59269ec90f",
        TurnDigest.Of(HandMade.Genesis, OfOne(HandMade.First) with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) }).ToString());

    [Fact]
    public void Append_ChainsTheDigestsFromTheGenesis()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, OfOne(HandMade.First));

        Assert.Equal(First, one.Tip.ToString());
        Assert.Equal(Second, one.Restore(one.Active, OfOne(HandMade.Second)).Tip.ToString());
    }

    [Fact]
    public void Of_WhenAnySingleFieldIsAnother_IsAnotherDigest()
    {
        var turn = OfOne(HandMade.First);
        TurnContent[] changed =
        [
            turn with { Appended = [] },
            turn with { Appended = [Chat.Message("""{"role":"user","content":"Hé"}""")] },
            turn with { Appended = [Chat.Message("""{"content":"Hé\n","role":"user"}""")] },
            turn with { Appended = [.. turn.Appended, .. turn.Appended] },
            turn with { Assistant = Chat.Message("""{"role":"assistant","content":"ok","x":1}""") },
            turn with { PromptSegments = [] },
            turn with { PromptSegments = [TokenSegment.Given(TokenOrigin.Environment, [1, 2, 3])] },
            turn with { PromptSegments = [TokenSegment.Given(TokenOrigin.Prompt, [1, 2, 4])] },
            turn with { PromptSegments = [TokenSegment.Given(TokenOrigin.Prompt, [1, 2]), TokenSegment.Given(TokenOrigin.Prompt, [3])] },
            turn with { Completion = TokenSegment.Sampled([4, 6], [-0.5f, -0.25f]) },
            turn with { Completion = TokenSegment.Sampled([4, 5], [-0.5f, -0.250001f]) },
            turn with { FinishReason = "length" },
            turn with { Exchange = turn.Exchange with { WeightVersion = "v8" } },
            turn with { Exchange = turn.Exchange with { WeightVersion = null } },
        ];

        var digests = changed.Select(content => TurnDigest.Of(HandMade.Genesis, content)).Append(TurnDigest.Of(default, turn)).ToHashSet();
        Assert.Equal(changed.Length + 1, digests.Count);
        Assert.DoesNotContain(Digest.Parse(First), digests);
    }

    [Fact]
    public void Of_WhenOnlyTheRecordDiffers_IsTheSame()
    {
        var turn = OfOne(HandMade.First);

        Assert.Equal(First, TurnDigest.Of(HandMade.Genesis, turn with { Exchange = HandMade.Second.Exchange with { WeightVersion = "v7" } }).ToString());
    }

    [Theory]
    [InlineData(null, null, "a9713cfec7b9f27e76694fffd02ce6b7d81df16d6a62b3c22ad32d3968312d4f")]
    [InlineData(Tools, null, "f165ba19fd44bd3fc54fa3d87ff1ef29ec6aa6be9a67ba9bb44f23087b005f2c")]
    [InlineData(null, Arguments, "1e02e1df8911ca6862f2a77db37bb5e95114a02e334aa6f879b37a61af1bc1a1")]
    [InlineData(Tools, Arguments, "451e87031830d6f7885808dd1fbaa096d23aa7fceaab4de94daa79da386098a1")]
    public void Of_ATurnOfVersionTwo_BindsItsInputs(string? tools, string? arguments, string digest)
    {
        var content = HandMade.First with { Inputs = Inputs(tools, arguments) };

        Assert.Equal(digest, TurnDigest.Of(HandMade.Genesis, content).ToString());
        Assert.Equal(First, TurnDigest.Of(HandMade.Genesis, OfOne(content)).ToString());
    }

    [Fact]
    public void Append_OfAVersionTwoAfterAVersionOne_GoesOnInOneChain()
    {
        var one = Trajectory.Start(HandMade.Genesis).Restore(null, OfOne(HandMade.First));

        Assert.Equal(
            "ab596e0746e72fdeefd373a3024fe77985e8d2816d711a8246083b243ba56700",
            one.Restore(one.Active, HandMade.Second).Tip.ToString());
    }

    private static TurnContent OfOne(TurnContent content) => content with { DigestVersion = TurnDigestVersion.One };

    private static TurnInputs Inputs(string? tools, string? arguments) =>
        new(tools is null ? null : JsonElement.Parse(tools), arguments is null ? null : JsonElement.Parse(arguments));
}
