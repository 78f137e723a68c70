using System.Collections.Immutable;
using System.Text;
using Tito.Core.Journals;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>Columns of a row that contradict what a turn is, and those that keep what was told of one.</summary>
public sealed class TurnRowColumnTests
{
    private static readonly Trajectory One = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);

    /// <summary>Digests of the text "a" and of nothing, as <c>sha256sum</c> gives them.</summary>
    [Fact]
    public void Encode_OfATurnThatWasAskedWithAlteredCalls_KeepsTheirPlacesAndDigests()
    {
        var sampled = Digest.Parse("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        ImmutableArray<MessageDifference> altered =
            [new(1, "tool_calls[0].id", sampled, null), new(3, "tool_calls", null, sampled)];

        var row = TurnRowCodec.Encode(Turn(HandMade.Second with { Exchange = HandMade.Second.Exchange with { Altered = altered } }));

        Assert.EndsWith(
            ""","altered":[{"message":1,"field":"tool_calls[0].id","sampled":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb","sent":null},"""
            + """{"message":3,"field":"tool_calls","sampled":null,"sent":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}]}""",
            Text(row.Exchange),
            StringComparison.Ordinal);
        Assert.Equal(altered, TurnRowCodec.Decode(row).Exchange.Altered);
    }

    /// <summary>Whoever shows a request or an answer relies on that it is an object of Unicode text.</summary>
    [Theory]
    [InlineData("5B5D")] // []
    [InlineData("31")] // 1
    [InlineData("7B2261223A225C7564383030227D")] // {"a":"\ud800"}
    [InlineData("7B2261223A22FF227D")] // {"a":"\xFF"}
    [InlineData("7B")] // {
    public void Decode_OfARequestOrResponseThatIsNoObject_Throws(string hex)
    {
        var row = TurnRowCodec.Encode(One.Active!);
        var json = Convert.FromHexString(hex);

        Assert.Throws<FormatException>(() => TurnRowCodec.Decode(row with { Request = json }));
        Assert.Throws<FormatException>(() => TurnRowCodec.Decode(row with { Response = json }));
    }

    /// <summary>Pairs of an origin and a length that cover the prompt's three tokens, and nothing else.</summary>
    [Theory]
    [InlineData(new[] { 0, 3, 1 })]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 0, 4 })]
    [InlineData(new[] { 0, -1, 0, 4 })]
    [InlineData(new[] { 9, 3 })]
    [InlineData(new int[0])]
    public void Decode_OfOriginsThatDoNotCoverThePrompt_Throws(int[] origins)
    {
        var row = TurnRowCodec.Encode(One.Active!);

        Assert.Throws<FormatException>(() => TurnRowCodec.Decode(row with { PromptOrigins = LittleEndian.FromInt32(origins) }));
        Assert.Equal(
            [2, 1],
            TurnRowCodec.Decode(row with { PromptOrigins = LittleEndian.FromInt32([0, 2, 2, 1]) }).PromptSegments.Select(segment => segment.Ids.Length));
    }

    /// <summary>A row of format 1 has the engine's id of the answer in the answer alone, and no column for the engine.</summary>
    [Fact]
    public void Decode_OfFormatOne_TakesTheIdFromTheAnswer()
    {
        var row = TurnRowCodec.Encode(One.Active!) with { Format = 1, Response = """{"id":"r1"}"""u8.ToArray() };

        var (old, present) = (TurnRowCodec.Decode(row).Exchange, TurnRowCodec.Decode(row with { Format = 3 }).Exchange);

        Assert.Equal(("r1", null), (old.ResponseId, old.Engine));
        Assert.Equal(("r", "sglang-chat"), (present.ResponseId, present.Engine));
    }

    [Fact]
    public void Decode_OfAnEndAlone_HasNoStop()
    {
        var content = HandMade.First with { End = new(EndKind.TokensAfterStop, 1) };

        var row = TurnRowCodec.Encode(Turn(content));

        Assert.Equal("""{"end":"tokens_after_stop","tokens_after_stop":1}""", Text(row.End));
        var read = TurnRowCodec.Decode(row);
        Assert.Equal((null, content.End), (read.Stop, read.End));
    }

    /// <summary>What was read from a store is there already, and its bytes are not held a second time.</summary>
    [Fact]
    public void TakeMessagesJson_OfARestoredTurn_WritesThemAnew()
    {
        const int Length = 1 << 20;
        var turn = Turn(HandMade.First with { Assistant = Chat.Assistant(new string('m', Length)) });
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.InRange(turn.TakeMessagesJson().Length, Length, 2 * Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Length, long.MaxValue);
    }

    private static Turn Turn(TurnContent content) => Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!;

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
