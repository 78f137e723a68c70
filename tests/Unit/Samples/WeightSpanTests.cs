using System.Text;
using Tito.Core.Journals;
using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Samples;

/// <summary>Weights that change while a turn is sampled: a staleness filter has to see the oldest version, and the trainer where each begins.</summary>
public sealed class WeightSpanTests
{
    // [1 2 3 | 4 5], then [198 6 7 | 8 9 10].
    private static readonly TurnContent First = Spans(HandMade.First, new("7", 0, 1), new("8", 1, 2));

    private static readonly TurnContent Second = Spans(
        HandMade.Second with { FinishReason = "stop", Completion = TokenSegment.Sampled([8, 9, 10], [-1f, -1f, -1f]) },
        new("8", 0, 0),
        new("9", 0, 2),
        new("10", 2, 3));

    [Fact]
    public void Assemble_OfTurnsWithSpans_HasEachVersionThatSampledAndItsPlace()
    {
        var sample = Assemble(limit: null);

        Assert.Equal(["7", "8", "9", "10"], sample.WeightVersions);
        Assert.Equal([new("7", 3, 4), new("8", 4, 5), new("9", 8, 10), new("10", 10, 11)], sample.WeightSpans);
    }

    [Fact]
    public void Assemble_WhenTheSampleIsCut_HasNoVersionOfTokensThatItLacks()
    {
        var sample = Assemble(limit: 9);

        Assert.Equal(["7", "8", "9"], sample.WeightVersions);
        Assert.Equal([new("7", 3, 4), new("8", 4, 5), new("9", 8, 9)], sample.WeightSpans);
    }

    [Fact]
    public void Row_OfATurnWithSpans_KeepsThemAndTheDisagreement()
    {
        var content = First with { Exchange = First.Exchange with { Disagreement = "content" } };
        var row = TurnRowCodec.Encode(Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!);
        var read = TurnRowCodec.Decode(row).Exchange;

        Assert.Contains(
            "\"weight_version_spans\":[{\"version\":\"7\",\"start\":0,\"end\":1},{\"version\":\"8\",\"start\":1,\"end\":2}]",
            Encoding.UTF8.GetString(row.Exchange.Span),
            StringComparison.Ordinal);
        Assert.Equal(First.Exchange.WeightSpans, read.WeightSpans);
        Assert.Equal(["7", "8"], read.WeightVersions);
        Assert.Equal("content", read.Disagreement);
    }

    [Theory]
    [InlineData("tokens_after_stop", 2, """{"stop_token":7,"end":"tokens_after_stop","tokens_after_stop":2}""")]
    [InlineData("stop_token", 0, """{"stop_token":7,"end":"stop_token"}""")]
    public void Row_OfATurn_KeepsHowItEnded(string word, int extra, string column)
    {
        var end = new TurnEnd(Core.Messages.WireName.Find<EndKind>(word)!.Value, extra);
        var row = TurnRowCodec.Encode(
            Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First with { Stop = new(7, null), End = end }).Active!);

        Assert.Equal(column, Encoding.UTF8.GetString(row.End.Span));
        Assert.Equal((end, new StopMatch(7, null)), (TurnRowCodec.Decode(row).End!, TurnRowCodec.Decode(row).Stop!));
    }

    private static TurnContent Spans(TurnContent content, params WeightSpan[] spans) =>
        content with { Exchange = content.Exchange with { WeightVersion = spans[^1].Version, WeightSpans = [.. spans] } };

    private static TrainingSample Assemble(int? limit)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, First);
        var path = trajectory.Restore(trajectory.Active, Second).Active!.Path;
        return new SampleAssembler(ids => "").Assemble(
            [.. path.Select(turn => RecordedTurn.Of(turn, EndTokens.Unknown))], path[^1].Tokens.ToIds(), new() { MaxSequenceLength = limit })!;
    }
}
