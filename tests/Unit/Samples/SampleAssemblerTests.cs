using System.Collections.Immutable;
using Tito.Core.Samples;
using Tito.Core.Tokens;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Samples;

/// <summary>Tokens by hand: turn one is [1 2 3 | 4 5], turn two adds [198 6 7 | 8 9]. A decoded token is its number and a space.</summary>
public sealed class SampleAssemblerTests
{
    private static readonly SampleAssembler Assembler = new(ids => string.Concat(ids.ToArray().Select(id => $"{id} ")));

    [Fact]
    public void Assemble_OfOneTurn_TrainsOnItsCompletion()
    {
        var sample = Assert.Single(Assembler.Assemble(Path(HandMade.First), null).Samples);

        Assert.Equal([1, 2, 3, 4, 5], sample.Tokens);
        Assert.Equal([1, 1], sample.LossMask);
        Assert.Equal([-0.5, -0.25], sample.Logprobs);
        Assert.Equal("4 5 ", sample.Response);
        Assert.Equal(SampleStatus.Completed, sample.Status);
        Assert.Equal(["v7"], sample.WeightVersions);
        Assert.Equal((0, 3), (sample.CachedTokens, sample.TotalPromptTokens));
    }

    [Fact]
    public void Assemble_OfTwoTurns_MasksWhatLiesBetweenTheCompletions()
    {
        var set = Assembler.Assemble(Path(HandMade.First, Second(cached: 5, prompt: 8)), null);
        var sample = Assert.Single(set.Samples);

        Assert.Null(set.EmptyReason);
        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7, 8, 9], sample.Tokens);
        Assert.Equal([1, 1, 0, 0, 0, 1, 1], sample.LossMask);
        Assert.Equal([-0.5, -0.25, 0, 0, 0, -1.5, -1.10000002384185791015625], sample.Logprobs);
        Assert.Equal("4 5 198 6 7 8 9 ", sample.Response);
        Assert.Equal(["v7", "v8"], sample.WeightVersions);
        Assert.Equal((5, 11), (sample.CachedTokens, sample.TotalPromptTokens));
    }

    [Theory]
    [InlineData("stop", SampleStatus.Completed)]
    [InlineData("tool_calls", SampleStatus.Completed)]
    [InlineData("length", SampleStatus.Truncated)]
    [InlineData("abort", SampleStatus.Aborted)]
    [InlineData("content_filter", SampleStatus.Failed)]
    [InlineData("", SampleStatus.Failed)]
    public void Assemble_TakesTheStatusFromTheLastFinishReason(string finishReason, SampleStatus expected) => Assert.Equal(
        expected,
        Assert.Single(Assembler.Assemble(Path(HandMade.First, Second() with { FinishReason = finishReason }), null).Samples).Status);

    [Theory]
    [InlineData("length", SampleStatus.Truncated)]
    [InlineData("abort", SampleStatus.Aborted)]
    public void Assemble_AfterATurnThatDidNotEndByItself_BeginsANewSample(string finishReason, SampleStatus first)
    {
        var samples = Assembler.Assemble(Path(HandMade.First with { FinishReason = finishReason }, Second()), null).Samples;

        Assert.Equal([first, SampleStatus.Completed], samples.Select(sample => sample.Status));
        Assert.Equal([1, 2, 3, 4, 5], samples[0].Tokens);
        Assert.Equal([1, 1], samples[0].LossMask);
        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7, 8, 9], samples[1].Tokens);
        Assert.Equal([1, 1], samples[1].LossMask);
        Assert.Equal("8 9 ", samples[1].Response);
        Assert.Equal(["v8"], samples[1].WeightVersions);
    }

    [Theory]
    [InlineData(10, 10, SampleStatus.Completed)]
    [InlineData(int.MaxValue, 10, SampleStatus.Completed)]
    [InlineData(9, 9, SampleStatus.Truncated)]
    [InlineData(8, 5, SampleStatus.Completed)]
    [InlineData(5, 5, SampleStatus.Completed)]
    [InlineData(4, 4, SampleStatus.Truncated)]
    public void Assemble_WithALimit_CutsTheFirstTurnThatDoesNotFitAndDropsTheRest(int limit, int tokenCount, SampleStatus status)
    {
        var sample = Assert.Single(Assembler.Assemble(Path(HandMade.First, Second()), limit).Samples);

        Assert.Equal(new[] { 1, 2, 3, 4, 5, 198, 6, 7, 8, 9 }[..tokenCount], sample.Tokens);
        Assert.Equal(new byte[] { 1, 1, 0, 0, 0, 1, 1 }[..(tokenCount - 3)], sample.LossMask);
        Assert.Equal(tokenCount - 3, sample.Logprobs.Length);
        Assert.Equal("4 5 198 6 7 8 9 "[..(tokenCount switch { 4 => 2, 5 => 4, 9 => 14, _ => 16 })], sample.Response);
        Assert.Equal(status, sample.Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Assemble_WhenNothingSampledFits_SaysAllTruncated(int limit)
    {
        var set = Assembler.Assemble(Path(HandMade.First, Second()), limit);

        Assert.Empty(set.Samples);
        Assert.Equal("all_truncated", set.EmptyReason);
    }

    [Fact]
    public void Assemble_WithoutTurns_SaysNoRecords()
    {
        var set = Assembler.Assemble([], 1);

        Assert.Empty(set.Samples);
        Assert.Equal("no_records", set.EmptyReason);
    }

    [Fact]
    public void Assemble_WhenTheLimitIsBelowOne_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Assembler.Assemble(Path(HandMade.First), 0));

    private static TurnContent Second(int? cached = null, int? prompt = null) => HandMade.Second with
    {
        Completion = TokenSegment.Sampled([8, 9], [-1.5f, -1.1f]),
        FinishReason = "stop",
        Exchange = HandMade.Second.Exchange with { WeightVersion = "v8", CachedTokens = cached, PromptTokens = prompt },
    };

    private static ImmutableArray<Turn> Path(params ReadOnlySpan<TurnContent> contents)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        foreach (var content in contents)
        {
            trajectory = trajectory.Append(trajectory.Active, content);
        }

        return trajectory.Active!.Path;
    }
}
