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
        var sample = Assemble(null, HandMade.First)!;

        Assert.Equal([1, 2, 3, 4, 5], sample.Tokens);
        Assert.Equal([1, 1], sample.LossMask);
        Assert.Equal([-0.5, -0.25], sample.Logprobs);
        Assert.Equal("4 5 ", sample.Response);
        Assert.Equal(SampleStatus.Completed, sample.Status);
        Assert.Equal([new(0, 3, 2)], sample.Spans);
        Assert.Equal(["v7"], sample.WeightVersions);
        Assert.Equal((0, 3), (sample.CachedTokens, sample.TotalPromptTokens));
        Assert.Null(sample.RoutedExperts);
    }

    [Fact]
    public void Assemble_OfTwoTurns_MasksWhatLiesBetweenTheCompletions()
    {
        var sample = Assemble(null, HandMade.First, Second(cached: 5, prompt: 8))!;

        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7, 8, 9], sample.Tokens);
        Assert.Equal([1, 1, 0, 0, 0, 1, 1], sample.LossMask);
        Assert.Equal([-0.5, -0.25, 0, 0, 0, -1.5, -1.10000002384185791015625], sample.Logprobs);
        Assert.Equal("4 5 198 6 7 8 9 ", sample.Response);
        Assert.Equal([new(0, 3, 2), new(1, 8, 2)], sample.Spans);
        Assert.Equal(["v7", "v8"], sample.WeightVersions);
        Assert.Equal((5, 11), (sample.CachedTokens, sample.TotalPromptTokens));
    }

    [Fact]
    public void Assemble_WhenTheEngineCountedNothing_CountsZero()
    {
        var sample = Assemble(null, HandMade.First with { Exchange = HandMade.First.Exchange with { PromptTokens = null, CachedTokens = null } })!;

        Assert.Equal((0, 0), (sample.CachedTokens, sample.TotalPromptTokens));
    }

    [Theory]
    [InlineData("stop", SampleStatus.Completed)]
    [InlineData("tool_calls", SampleStatus.Completed)]
    [InlineData("length", SampleStatus.Truncated)]
    [InlineData("abort", SampleStatus.Aborted)]
    [InlineData("content_filter", SampleStatus.Failed)]
    [InlineData("", SampleStatus.Failed)]
    public void Assemble_TakesTheStatusFromTheLastFinishReason(string finishReason, SampleStatus expected) =>
        Assert.Equal(expected, Assemble(null, HandMade.First, Second() with { FinishReason = finishReason })!.Status);

    [Fact]
    public void Assemble_WhenTheLastTurnWasAbortedWithoutAToken_KeepsItsPromptAndNeverLooksComplete()
    {
        var sample = Assemble(null, HandMade.First, Second() with { FinishReason = "abort", Completion = TokenSegment.Sampled([], []) })!;

        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7], sample.Tokens);
        Assert.Equal([1, 1, 0, 0, 0], sample.LossMask);
        Assert.Equal(SampleStatus.Aborted, sample.Status);
    }

    [Theory]
    [InlineData("abort", SampleStatus.Aborted)]
    [InlineData("other", SampleStatus.Failed)]
    public void Assemble_BehindATurnThatCannotBeExtended_Ends(string finishReason, SampleStatus status)
    {
        var sample = Assemble(null, HandMade.First with { FinishReason = finishReason }, Second())!;

        Assert.Equal([1, 2, 3, 4, 5], sample.Tokens);
        Assert.Equal(status, sample.Status);
    }

    [Fact]
    public void Assemble_OverATurnThatEndedByLengthAndWasClosed_GoesOnAndStaysTruncated()
    {
        var sample = Assemble(null, HandMade.First with { FinishReason = "length" }, Second())!;

        Assert.Equal([1, 2, 3, 4, 5, 198, 6, 7, 8, 9], sample.Tokens);
        Assert.Equal([1, 1, 0, 0, 0, 1, 1], sample.LossMask);
        Assert.Equal(SampleStatus.Truncated, sample.Status);
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
        var sample = Assemble(limit, HandMade.First, Second())!;

        Assert.Equal(new[] { 1, 2, 3, 4, 5, 198, 6, 7, 8, 9 }[..tokenCount], sample.Tokens);
        Assert.Equal(new byte[] { 1, 1, 0, 0, 0, 1, 1 }[..(tokenCount - 3)], sample.LossMask);
        Assert.Equal(tokenCount - 3, sample.Logprobs.Length);
        Assert.Equal("4 5 198 6 7 8 9 "[..(tokenCount switch { 4 => 2, 5 => 4, 9 => 14, _ => 16 })], sample.Response);
        Assert.Equal(status, sample.Status);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Assemble_WhenNothingSampledFits_IsNoSample(int limit) => Assert.Null(Assemble(limit, HandMade.First, Second()));

    [Fact]
    public void Assemble_WithRoutedExpertsOfTheWholeSequence_KeepsTheLastTurnsRowsButNotThoseOfCutTokens()
    {
        TurnContent[] turns =
        [
            HandMade.First with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) },
            Second() with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([11, 12, 13, 14, 15, 16, 17, 18, 19])) },
        ];

        var rows = Assemble(9, turns)!.RoutedExperts!;

        Assert.Equal((0, 8, 1, 1), (rows.StartRow, rows.RowCount, rows.Layers, rows.TopK));
        Assert.Equal([11, 12, 13, 14, 15, 16, 17, 18], LittleEndian.ToInt32(rows.Bytes.Span));
    }

    [Fact]
    public void Assemble_WithAdditiveRoutedExperts_JoinsTheTurnsRows()
    {
        TurnContent[] turns =
        [
            HandMade.First with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) },
            Second() with { RoutedExperts = new(4, 1, 1, LittleEndian.FromInt32([15, 16, 17, 18, 19])) },
        ];

        Assert.Equal([1, 2, 3, 4, 15, 16, 17, 18, 19], LittleEndian.ToInt32(Assemble(null, turns)!.RoutedExperts!.Bytes.Span));
    }

    [Fact]
    public void Assemble_OfSeveralTurns_CountsTheCachedTokensOfAll() => Assert.Equal(
        7, Assemble(null, HandMade.First with { Exchange = HandMade.First.Exchange with { CachedTokens = 2 } }, Second(cached: 5))!.CachedTokens);

    [Fact]
    public void Assemble_WithAdditiveRoutedExpertsAndALimit_KeepsTheRowsOfTheTokensThatStay()
    {
        TurnContent[] turns =
        [
            HandMade.First with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) },
            Second() with { RoutedExperts = new(4, 1, 1, LittleEndian.FromInt32([15, 16, 17, 18, 19])) },
        ];

        Assert.Equal([1, 2, 3, 4, 15, 16, 17, 18], LittleEndian.ToInt32(Assemble(9, turns)!.RoutedExperts!.Bytes.Span));
    }

    /// <summary>Rows that leave a hole, overlap or have another shape belong to no sample: of the second turn, the first has 4 rows of one.</summary>
    [Theory]
    [InlineData(5, 1, 4, "start at row 5; 4 rows are before it")]
    [InlineData(3, 1, 6, "start at row 3; 4 rows are before it")]
    [InlineData(4, 2, 5, "are [2, 1] a row; those before it are [1, 1]")]
    [InlineData(4, 1, 4, "must end at 9")]
    public void Assemble_OfRoutedExpertsThatDoNotJoin_NamesTheTurn(int start, int layers, int rows, string what)
    {
        var failed = Assert.Throws<SampleException>(() => Assemble(
            null,
            HandMade.First with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) },
            Second() with { RoutedExperts = new(start, layers, 1, new byte[4 * layers * rows]) }));

        Assert.Equal(SampleFault.RoutedExperts, failed.Fault);
        Assert.Contains("Turn 1: ", failed.Message, StringComparison.Ordinal);
        Assert.Contains(what, failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Four turns of 5, 10, 12 and 14 tokens, of which the third has no rows: the fourth's are of all tokens, or go on too late.</summary>
    [Theory]
    [InlineData(0, 13, null)]
    [InlineData(9, 4, null)]
    [InlineData(11, 2, "Turn 3: its routed experts start at row 11; 9 rows are before it.")]
    [InlineData(null, 0, "Turn 2: it has no routed experts, and the 9 rows before it do not reach over it.")]
    public void Assemble_OfATurnWithoutRoutedExperts_GoesByWhetherALaterOneHasItsRows(int? start, int count, string? refusal)
    {
        var rows = LittleEndian.FromInt32([.. Enumerable.Range(100, count)]);
        TurnContent[] turns =
        [
            HandMade.First with { RoutedExperts = new(0, 1, 1, LittleEndian.FromInt32([1, 2, 3, 4])) },
            Second() with { RoutedExperts = new(4, 1, 1, LittleEndian.FromInt32([15, 16, 17, 18, 19])) },
            Later(),
            Later() with { RoutedExperts = start is { } from ? new(from, 1, 1, rows) : null },
        ];

        if (refusal is null)
        {
            int[] before = [1, 2, 3, 4, 15, 16, 17, 18, 19];
            Assert.Equal(
                [.. before[..start!.Value], .. Enumerable.Range(100, count)],
                LittleEndian.ToInt32(Assemble(null, turns)!.RoutedExperts!.Bytes.Span));
        }
        else
        {
            Assert.Equal(refusal, Assert.Throws<SampleException>(() => Assemble(null, turns)).Message);
        }

        static TurnContent Later() => Second() with
        {
            PromptSegments = [TokenSegment.Given(TokenOrigin.Environment, [6])],
            Completion = TokenSegment.Sampled([8], [-1.5f]),
        };
    }

    [Fact]
    public void Assemble_OfATurnThatAddsNothingToThePrompt_PutsTheCompletionsSideBySide()
    {
        var sample = Assemble(null, HandMade.First, Second() with { PromptSegments = [] })!;

        Assert.Equal([1, 2, 3, 4, 5, 8, 9], sample.Tokens);
        Assert.Equal([1, 1, 1, 1], sample.LossMask);
        Assert.Equal([-0.5, -0.25, -1.5, -1.10000002384185791015625], sample.Logprobs);
        Assert.Equal([new(0, 3, 2), new(1, 5, 2)], sample.Spans);
    }

    /// <summary>The turns are [1 2 3 | 4 5] and [198 6 7 | 8 9]; what they are held against says the rest.</summary>
    [Theory]
    [InlineData(new[] { 1, 9, 3, 4, 5, 198, 6, 7, 8, 9 }, 9, SampleFault.Prefix, "Turn 0: its prompt leaves the accumulated tokens at index 1: expected 9, found 2.")]
    [InlineData(new[] { 1, 2 }, 9, SampleFault.Prefix, "Turn 0: its prompt leaves the accumulated tokens at index 2: expected no token, found 3.")]
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7, 8 }, 9, SampleFault.Trim, "Turn 1: of its 2 sampled tokens after a prompt of 8, the last 1 are not in the accumulated tokens; 0 may be missing.")]
    [InlineData(new[] { 1, 2, 3, 4, 5, 198, 6, 7, 8, 9, 10 }, 9, SampleFault.Cursor, "The 2 turns end at token 10, the accumulated tokens at 11.")]
    public void Assemble_OfTokensThatContradictTheTurns_NamesTheFirstPlace(int[] accumulated, int maxTrim, SampleFault fault, string message)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis).Restore(null, HandMade.First);
        trajectory = trajectory.Restore(trajectory.Active, Second());

        var failed = Assert.Throws<SampleException>(() => Assembler.Assemble(
            [.. trajectory.Active!.Path.Select(turn => RecordedTurn.Of(turn, EndTokens.Unknown))], [.. accumulated], new() { MaxTrimTokens = maxTrim }));

        Assert.Equal((fault, message), (failed.Fault, failed.Message));
    }

    [Fact]
    public void MaxSequenceLength_BelowOne_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new SampleLimits { MaxSequenceLength = 0 });

    private static TrainingSample? Assemble(int? limit, params ReadOnlySpan<TurnContent> contents)
    {
        var trajectory = Trajectory.Start(HandMade.Genesis);
        foreach (var content in contents)
        {
            trajectory = trajectory.Restore(trajectory.Active, content);
        }

        return Assembler.Assemble(
            [.. trajectory.Active!.Path.Select(turn => RecordedTurn.Of(turn, EndTokens.Unknown))], trajectory.Active.Tokens.ToIds(), new() { MaxSequenceLength = limit });
    }

    private static TurnContent Second(int? cached = null, int? prompt = null) => HandMade.Second with
    {
        Completion = TokenSegment.Sampled([8, 9], [-1.5f, -1.1f]),
        FinishReason = "stop",
        Exchange = HandMade.Second.Exchange with { WeightVersion = "v8", CachedTokens = cached, PromptTokens = prompt },
    };
}
