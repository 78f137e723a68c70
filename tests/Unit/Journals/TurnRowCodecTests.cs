using System.Text;
using System.Text.Json;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>The bytes are written out by hand: they are format version 3, and a change of them is a new version.</summary>
public sealed class TurnRowCodecTests
{
    private static readonly Trajectory One = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);

    [Fact]
    public void Encode_OfAFirstTurn_GivesTheBytesOfVersionThree()
    {
        var row = TurnRowCodec.Encode(One.Active!);

        Assert.Equal((3, 0, -1, 0), (row.Format, row.Sequence, row.Parent, row.ReplacedCount));
        Assert.Equal("""[{"role":"user","content":"Hé\n"},{"role":"assistant","content":"ok","x":1.0}]""", Text(row.Messages));
        Assert.Equal("0000000003000000", Hex(row.PromptOrigins));
        Assert.Equal("010000000200000003000000", Hex(row.PromptIds));
        Assert.Equal("0400000005000000", Hex(row.CompletionIds));
        Assert.Equal("000000bf000080be", Hex(row.Logprobs));
        Assert.Equal("stop", row.FinishReason);
        Assert.Equal(("", ""), (Hex(row.RoutedExpertsShape), Hex(row.RoutedExperts)));
        Assert.Equal(
            """{"requested_at":"2026-11-24T12:00:00.0000000+00:00","completed_at":"2026-11-24T12:00:01.5000000+00:00","prompt_tokens":3,"cached_tokens":0,"weight_version":"v7","response_id":"r"}""",
            Text(row.Exchange));
        Assert.Equal("""{"temperature":1.0}""", Text(row.Request));
        Assert.Equal("""{"id":"r"}""", Text(row.Response));
        Assert.Equal(("sglang-chat", "", ""), (row.Engine, Text(row.Inputs), Text(row.End)));
        Assert.Equal(One.Tip, row.Digest);
    }

    [Theory]
    [InlineData(null, "</s>", """{"stop_text":"</s>"}""")]
    [InlineData(7, null, """{"stop_token":7}""")]
    public void Encode_OfATurnWithInputsAndAStop_GivesThemColumnsOfTheirOwn(int? token, string? text, string end)
    {
        var tools = JsonElement.Parse("""[{"function":{"name":"é","n":1.50}}]""");
        var content = HandMade.First with { Inputs = new(tools, JsonElement.Parse("""{"a":1e2}""")), Stop = new(token, text) };

        var row = TurnRowCodec.Encode(Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!);

        Assert.Equal("""{"tools":[{"function":{"name":"é","n":1.50}}],"arguments":{"a":1e2}}""", Text(row.Inputs));
        Assert.Equal(end, Text(row.End));
        var read = TurnRowCodec.Decode(row);
        Assert.Equal(content.Stop, read.Stop);
        Assert.Equal(("""[{"function":{"name":"é","n":1.50}}]""", """{"a":1e2}"""), (read.Inputs.Tools?.GetRawText(), read.Inputs.Arguments?.GetRawText()));
    }

    [Fact]
    public void Encode_OfATaggedRoot_KeepsTheTagAmongTheFactsAndOutOfTheDigest()
    {
        var tagged = HandMade.First with { Exchange = HandMade.First.Exchange with { Agent = "sub/1" } };

        var row = TurnRowCodec.Encode(Trajectory.Start(HandMade.Genesis).Restore(null, tagged).Active!);

        Assert.EndsWith(""","response_id":"r","agent":"sub/1"}""", Text(row.Exchange), StringComparison.Ordinal);
        Assert.Equal(One.Tip, row.Digest);
        Assert.Equal("sub/1", TurnRowCodec.Decode(row).Exchange.Agent);
        Assert.Null(TurnRowCodec.Decode(TurnRowCodec.Encode(One.Active!)).Exchange.Agent);
    }

    [Fact]
    public void Decode_OfFormatOne_TakesInputsAndIdFromTheExchange()
    {
        var row = TurnRowCodec.Encode(One.Active!) with
        {
            Format = 1,
            Engine = "",
            Request = Encoding.UTF8.GetBytes("""{"tools":[1],"chat_template_kwargs":{"a":2},"temperature":1.0}"""),
        };

        var read = TurnRowCodec.Decode(row);

        Assert.Equal(("[1]", """{"a":2}"""), (read.Inputs.Tools?.GetRawText(), read.Inputs.Arguments?.GetRawText()));
        Assert.Equal((null, "r", null), (read.Exchange.Engine, read.Exchange.ResponseId, read.Stop));
    }

    /// <summary>A turn that was taken before digests bound inputs is stored as such when it is imported.</summary>
    [Fact]
    public void Encode_OfATurnWhoseDigestBindsNoInputs_SaysSoByItsFormat()
    {
        var turn = Turn(HandMade.First with { Inputs = new(JsonElement.Parse("[]"), null), DigestVersion = TurnDigestVersion.One });

        var row = TurnRowCodec.Encode(turn);

        Assert.Equal(2, row.Format);
        Assert.Equal(turn.Digest, TurnDigest.Of(HandMade.Genesis, TurnRowCodec.Decode(row)));
        Assert.NotEqual(turn.Digest, TurnDigest.Of(HandMade.Genesis, TurnRowCodec.Decode(row with { Format = 3 })));
    }

    [Fact]
    public void Encode_OfASecondTurn_GivesItsOwnPartAlone()
    {
        var row = TurnRowCodec.Encode(One.Restore(One.Active, HandMade.Second).Active!);

        Assert.Equal((1, 0), (row.Sequence, row.Parent));
        Assert.Equal("02000000010000000100000002000000", Hex(row.PromptOrigins));
        Assert.Equal("c60000000600000007000000", Hex(row.PromptIds));
        Assert.Equal("08000000", Hex(row.CompletionIds));
        Assert.Equal("0000c0bf", Hex(row.Logprobs));
        Assert.Equal(
            """{"requested_at":"2026-11-24T12:00:00.0000000+00:00","completed_at":"2026-11-24T12:00:00.0000000+00:00"}""", Text(row.Exchange));
    }

    [Fact]
    public void Encode_WhenTheWeightVersionNeedsEscapes_WritesCanonicalJson() => Assert.EndsWith(
        "\"weight_version\":\"é+<\\\"\",\"response_id\":\"r\"}",
        Text(TurnRowCodec.Encode(Turn(HandMade.First with { Exchange = HandMade.First.Exchange with { WeightVersion = "é+<\"" } })).Exchange),
        StringComparison.Ordinal);

    [Fact]
    public void Decode_OfAnEncodedTurn_HasTheSameDigest()
    {
        var turn = Turn(HandMade.Content(
            [],
            Chat.Message("""{"role":"assistant","content":"\u2028\u007f","n":1e5,"big":100000000000000000000}"""),
            [],
            TokenSegment.Sampled([7, 8, 9], [-0f, float.Epsilon, -1.1f])));
        var decoded = TurnRowCodec.Decode(TurnRowCodec.Encode(turn));

        Assert.Empty(decoded.Appended);
        Assert.Equal(turn.Digest, TurnDigest.Of(HandMade.Genesis, decoded));
        Assert.Equal(
            """{"role":"assistant","content":"\u2028\u007f","n":1e5,"big":100000000000000000000}"""
                .Replace("\\u2028", "\u2028", StringComparison.Ordinal).Replace("\\u007f", "\u007f", StringComparison.Ordinal),
            decoded.Assistant.Json.GetRawText());
    }

    [Fact]
    public void Encode_OfATurnWithRoutedExperts_KeepsTheirShapeAndRowsAsInt32()
    {
        var turn = Turn(HandMade.First with { RoutedExperts = new(2, 1, 3, LittleEndian.FromInt32([1, 2, 258])) });
        var row = TurnRowCodec.Encode(turn);

        Assert.Equal("020000000100000003000000", Hex(row.RoutedExpertsShape));
        Assert.Equal("010000000200000002010000", Hex(row.RoutedExperts));
        Assert.Equal(turn.Digest, TurnDigest.Of(HandMade.Genesis, TurnRowCodec.Decode(row)));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 3 }, 8)]
    [InlineData(new[] { 0, 0, 3 }, 12)]
    [InlineData(new[] { -1, 1, 3 }, 12)]
    [InlineData(new[] { 0, int.MaxValue, 3 }, 12)]
    [InlineData(new[] { 0, 1 }, 12)]
    [InlineData(new int[0], 12)]
    public void Decode_WhenTheRoutedExpertsAreNotOfTheirShape_Throws(int[] shape, int byteCount)
    {
        var row = TurnRowCodec.Encode(One.Active!);

        Assert.Throws<FormatException>(() => TurnRowCodec.Decode(row with { RoutedExpertsShape = LittleEndian.FromInt32(shape), RoutedExperts = new byte[byteCount] }));
    }

    [Fact]
    public void Decode_OfATurnThatReplacesTokens_KeepsTheCount()
    {
        var row = TurnRowCodec.Encode(One.Restore(One.Active, HandMade.Second with { ReplacedCount = 1 }).Active!);

        Assert.Equal(1, row.ReplacedCount);
        Assert.Equal(1, TurnRowCodec.Decode(row).ReplacedCount);
    }

    /// <summary>Their digest is asked for long after the row was read; there it would be no damage of the row any more.</summary>
    [Theory]
    [InlineData("7B22746F6F6C73223A5B22E7225D7D")] // {"tools":["\xE7"]}
    [InlineData("7B22617267756D656E7473223A7B22FF223A317D7D")] // {"arguments":{"\xFF":1}}
    [InlineData("7B22746F6F6C73223A225C7564383030227D")] // {"tools":"\ud800"}
    [InlineData("5B5D")] // []
    public void Decode_OfInputsThatAreNoObjectOrNoUnicode_Throws(string inputs)
    {
        var row = TurnRowCodec.Encode(One.Active!) with { Inputs = Convert.FromHexString(inputs) };

        Assert.Throws<FormatException>(() => TurnRowCodec.Decode(row));
    }

    [Fact]
    public void Decode_OfAnotherFormat_ThrowsWithBothNumbers()
    {
        var failed = Assert.Throws<FormatException>(() => TurnRowCodec.Decode(TurnRowCodec.Encode(One.Active!) with { Format = 9 }));

        Assert.Equal("The row has format 9; this release reads 1 to 3.", failed.Message);
    }

    [Fact]
    public void Encode_OfANewTurn_StoresTheBytesThatTheDigestWasMadeOfAndKeepsThemNoLonger()
    {
        const int Length = 1 << 20;
        var turn = HandMade.Committed(HandMade.First with { Assistant = Chat.Assistant(new string('m', Length)) });

        var (first, allocated) = Measure();
        Assert.InRange(allocated, 1, Length / 8);
        var (second, again) = Measure();
        Assert.InRange(again, Length, long.MaxValue);
        Assert.True(first.Messages.Span.SequenceEqual(second.Messages.Span));
        Assert.Equal(first.Digest, second.Digest);

        (TurnRow Row, long Allocated) Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var row = TurnRowCodec.Encode(turn);
            return (row, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Turn Turn(TurnContent content) => Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!;

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
